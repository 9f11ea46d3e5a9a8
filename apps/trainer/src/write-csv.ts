import { toCsv } from '@mmae/csv';
import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CsvRows } from './new-media-tables.ts';

const rowsAtOnce = 4096;

/** Writes rows as they come, RFC 4180, beside their place first: the file is whole or not there. */
export function writeCsv(file: string, rows: CsvRows): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = openSync(`${file}.draft`, 'w');
  try {
    for (let piece = take(rows); piece.length > 0; piece = take(rows)) appendFileSync(draft, toCsv(piece));
    fsyncSync(draft);
  } finally {
    closeSync(draft);
  }
  renameSync(`${file}.draft`, file);
}

function take(rows: CsvRows): (readonly (string | number)[])[] {
  const piece = [];
  while (piece.length < rowsAtOnce) {
    const { value, done } = rows.next();
    if (done) break;
    piece.push(value);
  }
  return piece;
}
