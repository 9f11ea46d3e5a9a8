import { open, type FileHandle } from 'node:fs/promises';
import { isLfsPointer } from '@mmae/files';
import { UnusableMediaError } from '@mmae/samples';

/** Files up to this size are read into memory: given a path, libvips opens the file about twenty times to identify it. */
const maxInMemoryBytes = 4 * 2 ** 20;
const headLength = 64;

/** An existing file that is not empty, before decoding. */
export interface ImageFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** the first 64 bytes, or the whole file if it is shorter */
  readonly head: Uint8Array;
  /** the input for libvips: the contents of the file, or its path if it is large */
  readonly source: Uint8Array | string;
}

/** @throws UnusableMediaError if the file is missing, unreadable, empty or a Git LFS pointer */
export async function openImageFile(path: string): Promise<ImageFile> {
  const file = await withFile(path, (opened) => readBeginning(opened, path)).catch((error: NodeJS.ErrnoException) => {
    const cause = error.code === 'ENOENT' ? 'missing' : 'unreadable';
    throw new UnusableMediaError(`${cause}: the file cannot be opened (${error.code}). Restore it, or correct the manifest.`);
  });
  if (file.head.length === 0) throw new UnusableMediaError('empty: the file has 0 bytes. Copy it again.');
  if (isLfsPointer(file.head)) {
    throw new UnusableMediaError('a Git LFS pointer: the image itself was not downloaded. Run git lfs pull.');
  }
  return file;
}

/** Opens a file for `use`, and closes it afterwards. */
export async function withFile<Result>(path: string, use: (file: FileHandle) => Promise<Result>): Promise<Result> {
  const file = await open(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function readBeginning(file: FileHandle, path: string): Promise<ImageFile> {
  const { size: sizeBytes } = await file.stat();
  if (sizeBytes <= maxInMemoryBytes) {
    const source = await file.readFile();
    return { path, sizeBytes, head: source.subarray(0, headLength), source };
  }
  return { path, sizeBytes, head: await bytesAt(file, 0, headLength), source: path };
}

/** Reads bytes of a file; fewer if the file ends earlier. */
export async function bytesAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

/** Bytes at the end of a file that are searched for the end marker of an image. */
const tailLength = 4096;
const maxBoxes = 1000;

/**
 * Whether an image file is truncated, judging by the markers and lengths of its format. The messages of decoders are no help, because libvips has
 * one list of errors for all images being decoded.
 *
 * @param fileType from `describeFileType`
 */
export async function isTruncated({ path, sizeBytes, head }: ImageFile, fileType: string): Promise<boolean> {
  if (fileType === 'a WebP image') return riffLength(head) > sizeBytes;
  if (fileType in endMarkers)
    return withFile(path, async (file) => !(await tailOf(file, sizeBytes)).includes(endMarkers[fileType], 0, 'latin1'));
  if (/AVIF|HEIC|JPEG 2000 image|JPEG XL/.test(fileType) && head[0] === 0) {
    return withFile(path, async (file) => (await endOfBoxes(file, sizeBytes)) > sizeBytes);
  }
  return false;
}

/** The EOI marker of a JPEG, which cannot occur in its data, and the last chunk of a PNG. */
const endMarkers: Readonly<Record<string, string>> = { 'a JPEG image': '\xff\xd9', 'a PNG image': 'IEND' };

/** The length of the file according to its RIFF header. */
const riffLength = (head: Uint8Array) => Buffer.from(head).readUInt32LE(4) + 8;

const tailOf = (file: FileHandle, sizeBytes: number) => bytesAt(file, Math.max(0, sizeBytes - tailLength), tailLength);

/** The offset at which the last box of an ISO base media file ends, according to the lengths of the boxes. */
async function endOfBoxes(file: FileHandle, sizeBytes: number): Promise<number> {
  let end = 0;
  for (let numBoxes = 0; end < sizeBytes && numBoxes < maxBoxes; numBoxes++) {
    const header = await bytesAt(file, end, 16);
    if (header.length < 8) return sizeBytes + 1;
    const length = header.readUInt32BE(0);
    if (length === 0) return sizeBytes; // the box extends to the end of the file
    end += length === 1 && header.length === 16 ? Number(header.readBigUInt64BE(8)) : Math.max(8, length);
  }
  return end;
}
