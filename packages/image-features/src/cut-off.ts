import type { FileHandle } from 'node:fs/promises';
import { withFile, type PictureFile } from './picture-file.ts';

/** The end of a picture is looked for so far from the end of its file. */
const tailLength = 4096;
/** A file's chain of boxes is followed so far. */
const mostBoxes = 1000;

/**
 * Whether the file of a picture ends too early, as far as its format says where it ends. What decoders say is no help: libvips keeps
 * one list of errors for all that it decodes at once.
 *
 * @param look what its first bytes are
 */
export async function isCutOff({ path, sizeBytes, head }: PictureFile, look: string): Promise<boolean> {
  if (look === 'a WebP image') return riffLength(head) > sizeBytes;
  if (look in ends) return withFile(path, async (file) => !(await tailOf(file, sizeBytes)).includes(ends[look], 0, 'latin1'));
  if (/AVIF|HEIC|JPEG 2000 image|JPEG XL/.test(look) && head[0] === 0) {
    return withFile(path, async (file) => (await endOfBoxes(file, sizeBytes)) > sizeBytes);
  }
  return false;
}

/** What the last bytes of a picture have: the end of image of a JPEG, which its data cannot hold, and the last chunk of a PNG. */
const ends: Readonly<Record<string, string>> = { 'a JPEG image': '\xff\xd9', 'a PNG image': 'IEND' };

/** The length of the file that a RIFF header promises. */
const riffLength = (head: Uint8Array) => Buffer.from(head).readUInt32LE(4) + 8;

const tailOf = (file: FileHandle, sizeBytes: number) => bytesAt(file, Math.max(0, sizeBytes - tailLength), tailLength);

/** Where the last of the boxes of an ISO base media file ends, by their own lengths; a length of 0 is all that is left. */
async function endOfBoxes(file: FileHandle, sizeBytes: number): Promise<number> {
  let end = 0;
  for (let numBoxes = 0; end < sizeBytes && numBoxes < mostBoxes; numBoxes++) {
    const header = await bytesAt(file, end, 16);
    if (header.length < 8) return sizeBytes + 1;
    const short = header.readUInt32BE(0);
    if (short === 0) return sizeBytes;
    end += short === 1 && header.length === 16 ? Number(header.readBigUInt64BE(8)) : Math.max(8, short);
  }
  return end;
}

/** Fewer bytes where the file ends before. */
async function bytesAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}
