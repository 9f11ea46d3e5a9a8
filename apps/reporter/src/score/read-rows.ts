import { parse, CsvError } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../usage-error.ts';
import { utf8Text } from './utf8-text.ts';

/** A row of a csv file and the line that it ends on, from 1. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a csv file (RFC 4180, UTF-8), streamed, its header first; as many cells in each as in the header.
 *
 * @throws UsageError for another encoding or separator, and for a row of another length
 */
export async function* readRows(file: string): AsyncGenerator<Row> {
  const rows = parse({ bom: true, info: true, relax_column_count: true });
  const reading = pipeline(createReadStream(file), utf8Text(file), rows);
  reading.catch(() => undefined); // the same error reaches the loop below
  let width: number | undefined;
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (width === undefined) checkSeparator(file, record);
      width ??= record.length;
      checkWidth(file, info.lines, record, width);
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`score: expected RFC 4180 in ${file}, got: ${error.message}. Quote cells that hold commas, quotes or newlines.`);
  }
}

function checkSeparator(file: string, header: readonly string[]): void {
  if (header.length > 1) return;
  const other = [';', '\t', '|'].find((separator) => header[0].includes(separator));
  if (other === undefined) return;
  const name = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[other];
  throw new UsageError(
    `score: expected columns separated by commas in ${file}, got ${name}. Save it as CSV with commas and decimal points.`,
  );
}

function checkWidth(file: string, line: number, cells: readonly string[], width: number): void {
  if (cells.length === width || (cells.length === 1 && cells[0] === '')) return;
  throw new UsageError(
    `score: expected ${width} ${width === 1 ? 'column' : 'columns'} on line ${line} of ${file}, as in its header, got ${cells.length}. Quote cells that hold commas.`,
  );
}
