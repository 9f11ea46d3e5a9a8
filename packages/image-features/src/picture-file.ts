import { open, type FileHandle } from 'node:fs/promises';
import { isLfsPointer } from '@mmae/files';
import { UnusableMediaError } from '@mmae/samples';

/** Files up to this size are read at once: handed a path, libvips opens it some twenty times to find out what it is. */
const mostBytesAtOnce = 4 * 2 ** 20;
const headLength = 64;

/** A file that exists and has content, before anything is decoded. */
export interface PictureFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** the first {@link headLength} bytes */
  readonly head: Uint8Array;
  /** what libvips is to read: the whole file, or its path */
  readonly source: Uint8Array | string;
}

/** @throws UnusableMediaError where the file is missing, cannot be read, is empty, or stands in for one that was not fetched */
export async function openPicture(path: string): Promise<PictureFile> {
  const file = await withFile(path, (opened) => readBeginning(opened, path)).catch((error: NodeJS.ErrnoException) => {
    const kind = error.code === 'ENOENT' ? 'missing' : 'unreadable';
    throw new UnusableMediaError(`${kind}: the file cannot be opened (${error.code}). Put it there, or correct the manifest.`);
  });
  if (file.head.length === 0) throw new UnusableMediaError('empty: the file has 0 bytes. Copy it again.');
  if (isLfsPointer(file.head)) {
    throw new UnusableMediaError('a Git LFS pointer: it stands in for the picture, which was not fetched. Run git lfs pull.');
  }
  return file;
}

/** Hands a file to `use`, and closes it after that. */
export async function withFile<Result>(path: string, use: (file: FileHandle) => Promise<Result>): Promise<Result> {
  const file = await open(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function readBeginning(file: FileHandle, path: string): Promise<PictureFile> {
  const { size: sizeBytes } = await file.stat();
  if (sizeBytes <= mostBytesAtOnce) {
    const source = await file.readFile();
    return { path, sizeBytes, head: source.subarray(0, headLength), source };
  }
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0);
  return { path, sizeBytes, head: buffer.subarray(0, bytesRead), source: path };
}
