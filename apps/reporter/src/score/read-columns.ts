import { matrix, type Matrix } from '@mmae/matrix';
import { parse, CsvError } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../usage-error.ts';

/** A row of a csv file and where it stands. */
interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The numeric columns of a csv file with a header, streamed: those whose first cell is a number.
 *
 * @throws UsageError where there are none, or a later cell of one of them is no number
 */
export async function readNumericColumns(file: string): Promise<Matrix> {
  const numbers = growingFloats();
  let header: readonly string[] = [];
  let columns: readonly number[] | undefined;
  let numRows = 0;
  for await (const { line, cells } of readRows(file)) {
    if (header.length === 0) {
      header = cells;
      continue;
    }
    columns ??= [...cells.keys()].filter((column) => isNumber(cells[column]));
    for (const column of columns) numbers.push(toNumber(file, line, header[column], cells[column]));
    numRows += 1;
  }
  if (!columns || columns.length === 0) {
    throw new UsageError(
      `score: expected a header and numeric columns in ${file}, got ${numRows} rows with none. Write a number in every cell of a column.`,
    );
  }
  return matrix(numRows, columns.length, numbers.take());
}

/**
 * The values of a csv file of one column with a header.
 *
 * @throws UsageError where it has more columns, or a cell is empty
 */
export async function readOneColumn(file: string): Promise<string[]> {
  const values: string[] = [];
  let isHeader = true;
  for await (const { line, cells } of readRows(file)) {
    if (cells.length !== 1)
      throw new UsageError(`score: expected one column in ${file}, got ${cells.length}. Leave the column that counts.`);
    if (!isHeader && cells[0] === '')
      throw new UsageError(`score: expected a value on line ${line} of ${file}, got none. Fill it in, or remove the line and its point.`);
    if (!isHeader) values.push(cells[0]);
    isHeader = false;
  }
  return values;
}

async function* readRows(file: string): AsyncGenerator<Row> {
  const rows = parse({ bom: true, info: true });
  const reading = pipeline(createReadStream(file), rows);
  reading.catch(() => undefined); // the same error reaches the loop below
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`score: expected RFC 4180 in ${file}, got: ${error.message}. Quote cells that hold commas, quotes or newlines.`);
  }
}

const isNumber = (cell: string) => cell.trim() !== '' && !Number.isNaN(Number(cell));

function toNumber(file: string, line: number, column: string, cell: string): number {
  if (isNumber(cell)) return Number(cell);
  throw new UsageError(
    `score: expected a number on line ${line}, column "${column}" of ${file}, got ${JSON.stringify(cell)}. Correct it, or remove the column.`,
  );
}

/** Numbers whose count is not known beforehand, without a JavaScript object for each. */
function growingFloats() {
  let data = new Float32Array(1 << 16);
  let length = 0;
  return {
    push(value: number) {
      if (length === data.length) {
        const larger = new Float32Array(2 * length);
        larger.set(data);
        data = larger;
      }
      data[length++] = value;
    },
    take: () => data.subarray(0, length),
  };
}
