import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { UnusableMediaError } from '@mmae/samples';

/** Bytes read where they lie: a file of any size costs only what is read of it. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Up to `length` bytes from `position`; fewer at the end, none after it. */
  read(position: number, length: number): Uint8Array;
  close(): void;
}

/**
 * Opens a file, or stands bytes in for one.
 *
 * @throws UnusableMediaError where a path is missing, unreadable, not a file, or leads to 0 bytes
 */
export function openBytes(source: string | Uint8Array): ByteSource {
  const bytes = typeof source === 'string' ? openFile(source) : overBytes(source);
  if (bytes.sizeBytes > 0) return bytes;
  bytes.close();
  throw new UnusableMediaError('empty: the file has 0 bytes. Copy it again from its source.');
}

function openFile(path: string): ByteSource {
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
      return bytes.subarray(0, bytes.length && readSync(descriptor, bytes, 0, bytes.length, position));
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

const overBytes = (bytes: Uint8Array): ByteSource => ({
  sizeBytes: bytes.length,
  read: (position, length) => bytes.subarray(position, position + length),
  close: () => undefined,
});
