import { CsvError, readCsv } from '@mmae/csv';
import { createReadStream } from 'node:fs';
import { LumaError } from '../luma-error.ts';
import { expectRealFile } from './expect-real-file.ts';

/** A row by column name. The column that pandas writes first, without a name, is `''`. */
export type TableRow = Readonly<Record<string, string>>;

/**
 * Streams the rows of one of LUMA's `.tsv` and `.csv` files (RFC 4180 with a header: quoted texts may hold tabs, line breaks and doubled quotes).
 *
 * @param columns that the header must have, in any order
 * @throws LumaError if the file is missing, a Git LFS pointer, lacks a column, or is no such table
 */
export async function* readTable(file: string, columns: readonly string[]): AsyncGenerator<TableRow> {
  await expectRealFile(file);
  let header: readonly string[] | undefined;
  try {
    for await (const { cells } of readCsv(createReadStream(file), { delimiter: file.endsWith('.tsv') ? '\t' : ',', skipEmptyLines: true })) {
      if (header) yield Object.fromEntries(header.map((name, i) => [name, cells[i]]));
      else header = checkHeader(file, cells, columns);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new LumaError(`readTable: expected RFC 4180, got ${error.message} in ${file}. Fetch it again.`);
  }
  if (!header) throw new LumaError(`readTable: expected a header with ${columns.join(', ')}, got an empty file ${file}. Fetch it again.`);
}

function checkHeader(file: string, header: readonly string[], columns: readonly string[]): readonly string[] {
  const missing = columns.filter((name) => !header.includes(name));
  if (missing.length === 0) return header;
  throw new LumaError(
    `readTable: expected a column ${missing.join(', ')}, got ${JSON.stringify(header)} in ${file}. Is this the file that LUMA calls so?`,
  );
}
