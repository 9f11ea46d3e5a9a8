import { isLfsPointer, lookOf, UnusableMediaError } from '@mmae/samples';

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

/**
 * What kind of sound file these are the first bytes of; a name's ending has no say.
 *
 * @param head the first 64 bytes at least, or the whole file where it is shorter
 * @throws UnusableMediaError names what the bytes look like instead
 */
export function audioFormat(head: Uint8Array): AudioFormat {
  const found = known.find(([, ...signatures]) => matches(head, signatures))?.[0] ?? (isMpegFrame(head) ? 'mp3' : undefined);
  if (found) return found;
  if (isLfsPointer(head)) {
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
