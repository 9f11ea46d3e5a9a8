interface Signature {
  readonly offset: number;
  /** characters of code 0–255 */
  readonly bytes: string;
}

const at = (offset: number, bytes: string): Signature => ({ offset, bytes });

/** What people put in the place of pictures and sounds, by its first bytes. */
const looks: readonly (readonly [string, ...Signature[]])[] = [
  ['a PNG picture', at(0, '\x89PNG')],
  ['a JPEG picture', at(0, '\xff\xd8\xff')],
  ['a GIF picture', at(0, 'GIF8')],
  ['a WebP picture', at(0, 'RIFF'), at(8, 'WEBP')],
  ['a camera raw file (Canon CR2)', at(0, 'II*\0'), at(8, 'CR')],
  ['a TIFF picture', at(0, 'II*\0')],
  ['a TIFF picture', at(0, 'MM\0*')],
  ['a TIFF picture', at(0, 'II+\0')],
  ['a TIFF picture', at(0, 'MM\0+')],
  ['an AVIF picture', at(4, 'ftypavif')],
  ['an animated AVIF (image sequence)', at(4, 'ftypavis')],
  ['a HEIC image sequence', at(4, 'ftyphevc')],
  ['a HEIC image sequence', at(4, 'ftyphevx')],
  ['a HEIC image sequence', at(4, 'ftypmsf')],
  ['a HEIC picture', at(4, 'ftyphei')],
  ['a HEIC picture', at(4, 'ftypmif')],
  ['a camera raw file (Canon CR3)', at(4, 'ftypcrx')],
  ['a camera raw file (Fujifilm)', at(0, 'FUJIFILMCCD-RAW')],
  ['a camera raw file (Olympus)', at(0, 'IIRO')],
  ['a camera raw file (Panasonic)', at(0, 'IIU\0')],
  ['a JPEG 2000 picture', at(4, 'jP  ')],
  ['a JPEG 2000 codestream', at(0, '\xff\x4f\xff\x51')],
  ['a JPEG XL picture', at(0, '\xff\x0a')],
  ['a JPEG XL picture', at(0, '\0\0\0\x0cJXL ')],
  ['a JPEG XR picture', at(0, 'II\xbc\x01')],
  ['a DPX picture', at(0, 'SDPX')],
  ['a DPX picture', at(0, 'XPDS')],
  ['an OpenEXR picture', at(0, '\x76\x2f\x31\x01')],
  ['a Radiance HDR picture', at(0, '#?RADIANCE')],
  ['a GIMP picture', at(0, 'gimp xcf')],
  ['a DDS texture', at(0, 'DDS ')],
  ['a QOI picture', at(0, 'qoif')],
  ...[1, 2, 3, 4, 5, 6].flatMap((kind) => [...' \t\r\n'].map((space): [string, Signature] => ['a PNM picture', at(0, `P${kind}${space}`)])),
  ['a BMP picture', at(0, 'BM'), at(6, '\0\0\0\0')],
  ['a Windows icon', at(0, '\0\0\x01\0')],
  ['a Photoshop picture', at(0, '8BPS')],
  ['a WAV sound', at(0, 'RIFF'), at(8, 'WAVE')],
  ['a WAV of big-endian numbers (RIFX)', at(0, 'RIFX')],
  ['a FLAC sound', at(0, 'fLaC')],
  ['an Ogg sound', at(0, 'OggS')],
  ['an MP3 sound', at(0, 'ID3')],
  ['an AIFF sound', at(0, 'FORM'), at(8, 'AIF')],
  ['a bare AAC stream (ADTS)', at(0, '\xff\xf1')],
  ['a bare AAC stream (ADTS)', at(0, '\xff\xf9')],
  ['a bare AC-3 stream', at(0, '\x0b\x77')],
  ['an AMR sound', at(0, '#!AMR')],
  ['an AU sound', at(0, '.snd')],
  ['a CAF sound', at(0, 'caff')],
  ['a Wave64 sound', at(0, 'riff')],
  ['a VOC sound', at(0, 'Creative Voice File')],
  ['a MIDI file', at(0, 'MThd')],
  ['a Windows Media file', at(0, '\x30\x26\xb2\x75')],
  ['a Matroska or WebM file', at(0, '\x1a\x45\xdf\xa3')],
  ['an AVI film', at(0, 'RIFF'), at(8, 'AVI ')],
  ['an MP4 file', at(4, 'ftyp')],
  ['a PDF document', at(0, '%PDF')],
  ['a ZIP archive', at(0, 'PK\x03\x04')],
  ['a gzip archive', at(0, '\x1f\x8b')],
  ['a web page', at(0, '<!DOCTYPE html')],
  ['a web page', at(0, '<!doctype html')],
  ['a web page', at(0, '<html')],
];

/**
 * What the first bytes of a file look like, in words for the person who owns it: "a PDF document", "text («Not found»)".
 *
 * @param head the first 64 bytes at least, or the whole file where it is shorter
 */
export function lookOf(head: Uint8Array): string {
  const look = looks.find(([, ...signatures]) => signatures.every((signature) => stands(head, signature)))?.[0];
  if (look) return look;
  const start = head.subarray(0, 64);
  if (start.every((byte) => byte === 0)) return 'zero bytes';
  const text = textOf(start);
  return text === undefined ? `bytes ${hex(start.subarray(0, 8))}` : `text («${text.slice(0, 20).trim()}»)`;
}

const stands = (head: Uint8Array, { offset, bytes }: Signature) =>
  Buffer.from(head.subarray(offset, offset + bytes.length)).toString('latin1') === bytes;

/** Undefined for what is no UTF-8, or holds control characters; a character may be cut off at the end. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /^[^\p{Cc}]*$/u.test(text.replaceAll(/[\t\n\r]/g, '')) ? text : undefined;
  } catch {
    return undefined;
  }
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
