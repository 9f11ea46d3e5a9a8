/** What a file contains: `other` for known formats that are not media, `unknown` for bytes without a known signature. */
export type FileContent = 'image' | 'audio' | 'video' | 'text' | 'other' | 'zeros' | 'unknown';

/** A file type, recognized by the first bytes of the file. */
export interface FileType {
  readonly content: FileContent;
  /** with its article, for messages: "a PDF document" */
  readonly description: string;
}

interface Signature {
  readonly offset: number;
  /** characters with codes 0–255 */
  readonly bytes: string;
}

const at = (offset: number, bytes: string): Signature => ({ offset, bytes });

/** Signatures of file types; the first match counts. */
const fileTypes: readonly (readonly [FileContent, string, ...Signature[]])[] = [
  ['image', 'a PNG image', at(0, '\x89PNG')],
  ['image', 'a JPEG image', at(0, '\xff\xd8\xff')],
  ['image', 'a GIF image', at(0, 'GIF8')],
  ['image', 'a WebP image', at(0, 'RIFF'), at(8, 'WEBP')],
  ['other', 'a camera raw file (Canon CR2)', at(0, 'II*\0'), at(8, 'CR')],
  ['image', 'a TIFF image', at(0, 'II*\0')],
  ['image', 'a TIFF image', at(0, 'MM\0*')],
  ['image', 'a TIFF image', at(0, 'II+\0')],
  ['image', 'a TIFF image', at(0, 'MM\0+')],
  ['image', 'an AVIF image', at(4, 'ftypavif')],
  ['image', 'an animated AVIF image', at(4, 'ftypavis')],
  ['image', 'a HEIC image sequence', at(4, 'ftyphevc')],
  ['image', 'a HEIC image sequence', at(4, 'ftyphevx')],
  ['image', 'a HEIC image sequence', at(4, 'ftypmsf')],
  ['image', 'a HEIC image', at(4, 'ftyphei')],
  ['image', 'a HEIC image', at(4, 'ftypmif')],
  ['other', 'a camera raw file (Canon CR3)', at(4, 'ftypcrx')],
  ['other', 'a camera raw file (Fujifilm)', at(0, 'FUJIFILMCCD-RAW')],
  ['other', 'a camera raw file (Olympus)', at(0, 'IIRO')],
  ['other', 'a camera raw file (Panasonic)', at(0, 'IIU\0')],
  ['image', 'a JPEG 2000 image', at(4, 'jP  ')],
  ['image', 'a JPEG 2000 codestream', at(0, '\xff\x4f\xff\x51')],
  ['image', 'a JPEG XL image', at(0, '\xff\x0a')],
  ['image', 'a JPEG XL image', at(0, '\0\0\0\x0cJXL ')],
  ['image', 'a JPEG XR image', at(0, 'II\xbc\x01')],
  ['image', 'a DPX image', at(0, 'SDPX')],
  ['image', 'a DPX image', at(0, 'XPDS')],
  ['image', 'an OpenEXR image', at(0, '\x76\x2f\x31\x01')],
  ['image', 'a Radiance HDR image', at(0, '#?RADIANCE')],
  ['image', 'a GIMP image', at(0, 'gimp xcf')],
  ['other', 'a DDS texture', at(0, 'DDS ')],
  ['image', 'a QOI image', at(0, 'qoif')],
  ...[1, 2, 3, 4, 5, 6].flatMap((variant) =>
    [...' \t\r\n'].map((space) => ['image', 'a PNM image', at(0, `P${variant}${space}`)] as const),
  ),
  ['image', 'a BMP image', at(0, 'BM'), at(6, '\0\0\0\0')],
  ['other', 'a Windows icon', at(0, '\0\0\x01\0')],
  ['image', 'a Photoshop image', at(0, '8BPS')],
  ['audio', 'a WAV file', at(0, 'RIFF'), at(8, 'WAVE')],
  ['audio', 'a big-endian WAV file (RIFX)', at(0, 'RIFX')],
  ['audio', 'a FLAC file', at(0, 'fLaC')],
  ['audio', 'an Ogg file', at(0, 'OggS')],
  ['audio', 'an MP3 file', at(0, 'ID3')],
  ['audio', 'an AIFF file', at(0, 'FORM'), at(8, 'AIF')],
  ['audio', 'a bare AAC stream (ADTS)', at(0, '\xff\xf1')],
  ['audio', 'a bare AAC stream (ADTS)', at(0, '\xff\xf9')],
  ['audio', 'a bare AC-3 stream', at(0, '\x0b\x77')],
  ['audio', 'an AMR file', at(0, '#!AMR')],
  ['audio', 'an AU file', at(0, '.snd')],
  ['audio', 'a CAF file', at(0, 'caff')],
  ['audio', 'a Wave64 file', at(0, 'riff')],
  ['audio', 'a VOC file', at(0, 'Creative Voice File')],
  ['other', 'a MIDI file', at(0, 'MThd')],
  ['video', 'a Windows Media file', at(0, '\x30\x26\xb2\x75')],
  ['video', 'a Matroska or WebM file', at(0, '\x1a\x45\xdf\xa3')],
  ['video', 'an AVI file', at(0, 'RIFF'), at(8, 'AVI ')],
  ['video', 'an MP4 file', at(4, 'ftyp')],
  ['other', 'a PDF document', at(0, '%PDF')],
  ['other', 'a ZIP archive', at(0, 'PK\x03\x04')],
  ['other', 'a gzip archive', at(0, '\x1f\x8b')],
  ['other', 'a web page', at(0, '<!DOCTYPE html')],
  ['other', 'a web page', at(0, '<!doctype html')],
  ['other', 'a web page', at(0, '<html')],
];

/**
 * Recognizes the type of a file by its first bytes. Text without a signature is described by its beginning, other bytes in hexadecimal.
 *
 * @param head at least the first 64 bytes, or the whole file if it is shorter
 */
export function fileTypeOf(head: Uint8Array): FileType {
  const known = knownFileType(head);
  if (known) return known;
  const start = head.subarray(0, 64);
  if (start.every((byte) => byte === 0)) return { content: 'zeros', description: 'zero bytes' };
  const text = textOf(start);
  if (text === undefined) return { content: 'unknown', description: `bytes ${hex(start.subarray(0, 8))}` };
  return { content: 'text', description: `text («${text.slice(0, 20).trim()}»)` };
}

/** The file type whose signature the first bytes have, if there is one. */
export function knownFileType(head: Uint8Array): FileType | undefined {
  const match = fileTypes.find(([, , ...signatures]) => signatures.every((signature) => hasSignature(head, signature)));
  return match && { content: match[0], description: match[1] };
}

/** The type of a file in words, for messages: "a PDF document", "text («Not found»)". See `fileTypeOf`. */
export const describeFileType = (head: Uint8Array): string => fileTypeOf(head).description;

const hasSignature = (head: Uint8Array, { offset, bytes }: Signature) =>
  Buffer.from(head.subarray(offset, offset + bytes.length)).toString('latin1') === bytes;

/** The bytes as text; undefined if they are not UTF-8 or contain control characters. The last character may be cut off. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /^[^\p{Cc}]*$/u.test(text.replaceAll(/[\t\n\r]/g, '')) ? text : undefined;
  } catch {
    return undefined;
  }
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
