import { matrix, type Matrix, type StoredRows } from '@mmae/matrix';
import { RunFolderError } from '@mmae/run-folder';
import { randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { onCacheDisk } from './cache-folder.ts';

/** A file for rows that do not fit in memory. It is unnamed, so that nothing of it remains, however the process ends. */
export interface Scratch {
  /** Allocates a block of zeros. */
  block(numRows: number, numColumns: number): ScratchRows;
  close(): void;
}

export interface ScratchRows extends StoredRows {
  /** @param start the row index in the block of the first of `rows` */
  write(start: number, rows: Matrix): void;
}

/** @throws RunFolderError, here and where blocks are allocated or written, where the disk is full or read-only or access is denied */
export function openScratch(folder: string): Scratch {
  const onDisk = <Result>(write: () => Result) => onCacheDisk('scratch', folder, write);
  const file = onDisk(() => openUnnamed(folder));
  let end = 0;
  return {
    block(numRows, numColumns) {
      const offset = end;
      const rowBytes = 4 * numColumns;
      end += numRows * rowBytes;
      onDisk(() => ftruncateSync(file, end));
      return {
        numRows,
        numColumns,
        read: (indices) => readRows(file, offset, numColumns, indices),
        write: (start, rows) => onDisk(() => writeFully(file, bytesOf(rows.data), offset + start * rowBytes)),
      };
    },
    close: () => closeSync(file),
  };
}

function openUnnamed(folder: string): number {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `scratch.${randomUUID()}`);
  const file = openSync(path, 'wx+');
  rmSync(path, { force: true });
  return file;
}

/** Reads consecutive rows in one call. */
function readRows(file: number, offset: number, numColumns: number, indices: ArrayLike<number>): Matrix {
  const rows = matrix(indices.length, numColumns);
  const bytes = bytesOf(rows.data);
  const rowBytes = 4 * numColumns;
  for (let i = 0; i < indices.length;) {
    let end = i + 1;
    while (end < indices.length && indices[end] === indices[end - 1] + 1) end++;
    readFully(file, bytes.subarray(i * rowBytes, end * rowBytes), offset + indices[i] * rowBytes);
    i = end;
  }
  return rows;
}

/** A read may return fewer bytes than requested. */
function readFully(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    const added = readSync(file, bytes, done, bytes.length - done, position + done);
    if (added === 0)
      throw new RunFolderError('scratch: expected the rows that were written, got the end of the file. Run the command again.');
    done += added;
  }
}

function writeFully(file: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written, bytes.length - written, position + written);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) => new Uint8Array(buffer, byteOffset, byteLength);
