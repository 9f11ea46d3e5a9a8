import { UnusableMediaError } from '@mmae/samples';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Random access to the bytes of a file, without reading it into memory. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Reads up to `length` bytes from `position` on; fewer at the end of the file. */
  read(position: number, length: number): Uint8Array;
}

export interface ByteFile extends ByteSource {
  close(): void;
}

/**
 * Opens a file by its path or its bytes.
 *
 * @throws UnusableMediaError if the file is missing, unreadable, empty or not a file
 */
export function openBytes(source: string | Uint8Array): ByteFile {
  const bytes = typeof source === 'string' ? openFile(source) : { ...overBytes(source), close: () => undefined };
  if (bytes.sizeBytes > 0) return bytes;
  bytes.close();
  throw new UnusableMediaError('empty: the file has 0 bytes. Copy it again from its source.');
}

export const overBytes = (bytes: Uint8Array): ByteSource => ({
  sizeBytes: bytes.length,
  read: (position, length) => bytes.subarray(position, position + length),
});

/** A part of a source, which ends at the end of the source. */
export function slice(source: ByteSource, start: number, length = Infinity): ByteSource {
  const sizeBytes = Math.max(0, Math.min(length, source.sizeBytes - start));
  return { sizeBytes, read: (position, wanted) => source.read(start + position, Math.max(0, Math.min(wanted, sizeBytes - position))) };
}

/** The concatenation of two sources. */
export const joined = (first: ByteSource, second: ByteSource): ByteSource => ({
  sizeBytes: first.sizeBytes + second.sizeBytes,
  read(position, length) {
    const head = first.read(position, length);
    const tail = second.read(Math.max(0, position - first.sizeBytes), length - head.length);
    return head.length === 0 ? tail : new Uint8Array(Buffer.concat([head, tail]));
  },
});

/** Reads a source in pieces of at most `pieceLength` bytes. */
export function* pieces(source: ByteSource, pieceLength: number): Generator<Uint8Array> {
  for (let position = 0; position < source.sizeBytes; position += pieceLength) {
    const piece = source.read(position, pieceLength);
    if (piece.length === 0) return; // the file was truncated while it was read
    yield piece;
  }
}

/**
 * Reads exactly `length` bytes from `position` on.
 *
 * @throws UnusableMediaError if the source ends earlier
 */
export function viewAt(source: ByteSource, position: number, length: number): DataView {
  const bytes = source.read(position, length);
  if (bytes.length === length) return viewOf(bytes);
  throw new UnusableMediaError(`truncated: the file ends at byte ${source.sizeBytes}, within its header. Copy it again from its source.`);
}

export const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Bytes as characters with codes 0–255. */
export const ascii = (bytes: Uint8Array, offset = 0, length = bytes.length) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', offset, offset + length);

function openFile(path: string): ByteFile {
  const descriptor = openForReading(path);
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) {
    closeSync(descriptor);
    throw new UnusableMediaError('not a file: the path is a folder or a device. Use the path of a file.');
  }
  return {
    sizeBytes: stat.size,
    read(position, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, stat.size - position)));
      return bytes.subarray(0, bytes.length && readFrom(descriptor, bytes, position));
    },
    close: () => closeSync(descriptor),
  };
}

function openForReading(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK); // without it, a named pipe would block
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnusableMediaError(`unreadable: the file cannot be opened (${code}). Restore it, or change its permissions.`);
  }
}

function readFrom(descriptor: number, bytes: Uint8Array, position: number): number {
  try {
    return readSync(descriptor, bytes, 0, bytes.length, position);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnusableMediaError(`unreadable: reading the file failed (${code}). Check the disk, or copy it again.`);
  }
}
