import { InputError } from '@mmae/input';
import { CsvError as ParserError, parse, type Options } from 'csv-parse';
import { CsvError as SyncParserError, parse as parseSync } from 'csv-parse/sync';
import { Readable } from 'node:stream';

/** How a CSV file deviates from RFC 4180. A byte order mark is always removed. */
export interface CsvOptions {
  /** the separator of cells; default a comma */
  readonly delimiter?: string;
  /** removes spaces around cells that are not quoted; default false */
  readonly trim?: boolean;
  /** default false */
  readonly skipEmptyLines?: boolean;
  /** accepts rows whose number of cells differs from the first row's; default false */
  readonly allowRaggedRows?: boolean;
  /** each of \r\n, \n and \r ends a line; by default only the line end that comes first in the file */
  readonly mixedLineEnds?: boolean;
}

/** A row, and the line of the file on which it ends, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Text that is not CSV. */
export class CsvError extends InputError {
  override readonly name = 'CsvError';
  /** such as `CSV_QUOTE_NOT_CLOSED`: https://csv.js.org/parse/errors */
  readonly code: string;
  /** the line of the error, from 1 */
  readonly line: number;
  /** the length of the text up to the end of the last complete row, in bytes */
  readonly endOfRows: number;
  /** the cell, or the row, with the error, where it is known */
  readonly value: string | undefined;

  constructor(cause: ParserError | SyncParserError) {
    super(cause.message, { cause });
    const { lines, bytes_records, field, record } = cause as { lines?: number; bytes_records?: number; field?: string; record?: string[] };
    this.code = cause.code;
    this.line = lines ?? 0;
    this.endOfRows = bytes_records ?? 0;
    this.value = field ?? record?.join(' | ');
  }
}

/**
 * All rows of a text.
 *
 * @param maxRows stops after this many rows
 * @throws CsvError
 */
export function parseCsv(text: string | Uint8Array, options: CsvOptions = {}, maxRows?: number): string[][] {
  try {
    return parseSync(text as string, { ...toParserOptions(options), to: maxRows });
  } catch (error) {
    throw error instanceof SyncParserError ? new CsvError(error) : error;
  }
}

/**
 * The rows of a text that is read piece by piece.
 *
 * @param source a stream of the bytes, or an iterable of pieces of them
 * @throws CsvError, and any error of the source
 */
export async function* readCsv(
  source: Readable | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): AsyncGenerator<CsvRow> {
  const stream = source instanceof Readable ? source : Readable.from(source);
  const rows = parse({ ...toParserOptions(options), info: true });
  stream.on('error', (error) => rows.destroy(error)).pipe(rows);
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    throw error instanceof ParserError ? new CsvError(error) : error;
  } finally {
    stream.destroy();
  }
}

const toParserOptions = ({ delimiter = ',', trim, skipEmptyLines, allowRaggedRows, mixedLineEnds }: CsvOptions): Options => ({
  bom: true,
  delimiter,
  trim,
  skip_empty_lines: skipEmptyLines,
  relax_column_count: allowRaggedRows,
  ...(mixedLineEnds && { record_delimiter: ['\r\n', '\n', '\r'] }),
});
