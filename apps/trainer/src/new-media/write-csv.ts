import { toCsv } from '@mmae/csv';
import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CsvRows } from './new-media-tables.ts';

const rowsPerChunk = 4096;

/** Writes rows as CSV (RFC 4180) in chunks. The file has a temporary name until it is complete. */
export function writeCsv(file: string, rows: CsvRows): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = openSync(`${file}.draft`, 'w');
  try {
    for (let chunk = take(rows); chunk.length > 0; chunk = take(rows)) appendFileSync(draft, toCsv(chunk));
    fsyncSync(draft);
  } finally {
    closeSync(draft);
  }
  renameSync(`${file}.draft`, file);
}

function take(rows: CsvRows): (readonly (string | number)[])[] {
  const chunk = [];
  while (chunk.length < rowsPerChunk) {
    const { value, done } = rows.next();
    if (done) break;
    chunk.push(value);
  }
  return chunk;
}
