import { UnusableMediaError } from '@mmae/samples';

export type AudioFormat = 'wav' | 'flac' | 'mp3' | 'ogg' | 'mp4';

interface Signature {
  readonly offset: number;
  readonly bytes: string;
}

const at = (offset: number, bytes: string): Signature => ({ offset, bytes });

const known: readonly (readonly [AudioFormat, ...Signature[]])[] = [
  ['wav', at(0, 'RIFF'), at(8, 'WAVE')],
  ['wav', at(0, 'RF64'), at(8, 'WAVE')],
  ['wav', at(0, 'BW64'), at(8, 'WAVE')],
  ['flac', at(0, 'fLaC')],
  ['ogg', at(0, 'OggS')],
  ['mp4', at(4, 'ftyp')],
  ['mp3', at(0, 'ID3')],
];

const foreign: readonly (readonly [string, ...Signature[]])[] = [
  ['a WAV of big-endian numbers (RIFX)', at(0, 'RIFX')],
  ['an AVI film', at(0, 'RIFF'), at(8, 'AVI ')],
  ['a WebP picture', at(0, 'RIFF'), at(8, 'WEBP')],
  ['an AIFF sound', at(0, 'FORM'), at(8, 'AIF')],
  ['a bare AAC stream (ADTS)', at(0, '\xff\xf1')],
  ['a bare AAC stream (ADTS)', at(0, '\xff\xf9')],
  ['a CAF sound', at(0, 'caff')],
  ['a Windows Media file', at(0, '\x30\x26\xb2\x75')],
  ['a Matroska or WebM file', at(0, '\x1a\x45\xdf\xa3')],
  ['a PNG picture', at(0, '\x89PNG')],
  ['a JPEG picture', at(0, '\xff\xd8\xff')],
  ['a GIF picture', at(0, 'GIF8')],
  ['a PDF document', at(0, '%PDF')],
  ['a ZIP archive', at(0, 'PK\x03\x04')],
  ['a gzip archive', at(0, '\x1f\x8b')],
  ['a web page', at(0, '<!DOCTYPE')],
  ['a web page', at(0, '<html')],
];

const lfsPointer = at(0, 'version https://git-lfs.github.com/spec/');

/**
 * What kind of sound file these are the first bytes of; a name's ending has no say.
 *
 * @param head the first 64 bytes at least, or the whole file where it is shorter
 * @throws UnusableMediaError names what the bytes look like instead
 */
export function audioFormat(head: Uint8Array): AudioFormat {
  const found = known.find(([, ...signatures]) => matches(head, signatures))?.[0] ?? (isMpegFrame(head) ? 'mp3' : undefined);
  if (found) return found;
  if (matches(head, [lfsPointer])) {
    throw new UnusableMediaError('a Git LFS pointer: it stands in for the sound, which was not fetched. Run git lfs pull.');
  }
  throw new UnusableMediaError(
    `not a sound file: expected wav, flac, mp3, ogg or m4a, got ${lookOf(head)}. Convert it, or correct the manifest.`,
  );
}

const matches = (head: Uint8Array, signatures: readonly Signature[]) =>
  signatures.every(({ offset, bytes }) => ascii(head, offset, bytes.length) === bytes);

/** Bytes as characters of code 0–255. */
export function ascii(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/** An MPEG audio frame header of layer III: eleven bits of sync, then no reserved value. */
export function isMpegFrame([first, second, third]: Uint8Array): boolean {
  const isLayer3 = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (second & 0x06) === 0x02;
  return isLayer3 && third >> 4 !== 0x0f && third >> 4 !== 0 && (third & 0x0c) !== 0x0c;
}

function lookOf(head: Uint8Array): string {
  const look = foreign.find(([, ...signatures]) => matches(head, signatures))?.[0];
  if (look) return look;
  const start = head.subarray(0, 64);
  if (start.every((byte) => byte === 0)) return 'zero bytes';
  const isText = start.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
  return isText ? `text («${new TextDecoder().decode(start).slice(0, 20).trim()}»)` : `bytes ${hex(head.subarray(0, 8))}`;
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
