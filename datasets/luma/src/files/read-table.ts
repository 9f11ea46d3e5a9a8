import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { LumaError } from '../luma-error.ts';
import { expectRealFile } from './expect-real-file.ts';

/** A row by column name. What pandas wrote first, without a name, is `''`. */
export type TableRow = Readonly<Record<string, string>>;

/**
 * Rows of LUMA's `.tsv` and `.csv`, streamed: RFC 4180 with a header, so that a quoted text may hold tabs, newlines and doubled quotes.
 * Columns are found by name, wherever they stand.
 *
 * @param columns that must be there
 * @throws LumaError where the file is missing, a Git LFS pointer, lacks a column, or is no such table
 */
export async function* readTable(file: string, columns: readonly string[]): AsyncGenerator<TableRow> {
  await expectRealFile(file);
  let header: string[] | undefined;
  const rows = parse({ bom: true, delimiter: file.endsWith('.tsv') ? '\t' : ',', skip_empty_lines: true });
  pipeline(createReadStream(file), rows).catch(() => undefined); // the same error reaches the loop below
  try {
    for await (const record of rows as AsyncIterable<string[]>) {
      if (header) yield Object.fromEntries(header.map((name, i) => [name, record[i]]));
      else header = checkHeader(file, record, columns);
    }
  } catch (error) {
    throw error instanceof LumaError
      ? error
      : new LumaError(`readTable: expected RFC 4180, got ${(error as Error).message} in ${file}. Fetch it again.`);
  }
  if (!header) throw new LumaError(`readTable: expected a header with ${columns.join(', ')}, got an empty file ${file}. Fetch it again.`);
}

function checkHeader(file: string, header: string[], columns: readonly string[]): string[] {
  const missing = columns.filter((name) => !header.includes(name));
  if (missing.length === 0) return header;
  throw new LumaError(
    `readTable: expected a column ${missing.join(', ')}, got ${JSON.stringify(header)} in ${file}. Is this the file that LUMA calls so?`,
  );
}
