import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { UnusableMediaError } from '@mmae/samples';

/** Random access to bytes: a file of any size costs only what is read of it. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Up to `length` bytes from `position`; fewer at the end, none after it. */
  read(position: number, length: number): Uint8Array;
}

export interface ByteFile extends ByteSource {
  close(): void;
}

/**
 * Opens a file, or wraps the bytes of one.
 *
 * @throws UnusableMediaError where a path is missing, unreadable, not a file, or leads to 0 bytes
 */
export function openBytes(source: string | Uint8Array): ByteFile {
  const bytes = typeof source === 'string' ? openFile(source) : { ...overBytes(source), close: () => undefined };
  if (bytes.sizeBytes > 0) return bytes;
  bytes.close();
  throw new UnusableMediaError('empty: the file has 0 bytes. Copy it again from its source.');
}

/** Bytes in memory as a source. */
export const overBytes = (bytes: Uint8Array): ByteSource => ({
  sizeBytes: bytes.length,
  read: (position, length) => bytes.subarray(position, position + length),
});

/** The part of a source from `start`, cut where the source ends. */
export function slice(source: ByteSource, start: number, length = Infinity): ByteSource {
  const sizeBytes = Math.max(0, Math.min(length, source.sizeBytes - start));
  return { sizeBytes, read: (position, wanted) => source.read(start + position, Math.max(0, Math.min(wanted, sizeBytes - position))) };
}

/** Two sources, one after the other. */
export const joined = (first: ByteSource, second: ByteSource): ByteSource => ({
  sizeBytes: first.sizeBytes + second.sizeBytes,
  read(position, length) {
    const head = first.read(position, length);
    const tail = second.read(Math.max(0, position - first.sizeBytes), length - head.length);
    return head.length === 0 ? tail : new Uint8Array(Buffer.concat([head, tail]));
  },
});

/** A source from its beginning, in pieces of at most `pieceLength` bytes. */
export function* pieces(source: ByteSource, pieceLength: number): Generator<Uint8Array> {
  for (let position = 0; position < source.sizeBytes; position += pieceLength) {
    const piece = source.read(position, pieceLength);
    if (piece.length === 0) return; // the file became shorter while it was read
    yield piece;
  }
}

/**
 * Exactly `length` bytes from `position`.
 *
 * @throws UnusableMediaError where the source ends before
 */
export function viewAt(source: ByteSource, position: number, length: number): DataView {
  const bytes = source.read(position, length);
  if (bytes.length === length) return viewOf(bytes);
  throw new UnusableMediaError(`truncated: the file ends at byte ${source.sizeBytes}, within its header. Copy it again from its source.`);
}

export const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Bytes as characters of code 0–255. */
export const ascii = (bytes: Uint8Array, offset = 0, length = bytes.length) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', offset, offset + length);

function openFile(path: string): ByteFile {
  const descriptor = openForReading(path);
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) {
    closeSync(descriptor);
    throw new UnusableMediaError('not a file: the path leads to a folder or a device. Name a file.');
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
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK); // a named pipe would block without
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnusableMediaError(`unreadable: the file cannot be opened (${code}). Put it there, or allow reading it.`);
  }
}

function readFrom(descriptor: number, bytes: Uint8Array, position: number): number {
  try {
    return readSync(descriptor, bytes, 0, bytes.length, position);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnusableMediaError(`unreadable: reading the file failed (${code}). Check its disk, or copy it again.`);
  }
}
