import { InputError } from '@mmae/input';
import type { DoubleMatrix } from '@mmae/matrix';
import type { CsvRow } from '@mmae/csv';
import { csvRows } from './csv-rows.ts';

/** The numeric columns of a CSV file. */
export interface NumericColumns {
  /** shape `[numRows, names.length]` */
  readonly points: DoubleMatrix;
  readonly names: readonly string[];
  /** names of the columns without any number */
  readonly ignored: readonly string[];
}

/**
 * Streams the numeric columns of a CSV file with a header. A column is numeric if any of its cells is meant as a number; then every cell must
 * be a finite number. Columns without a number are ignored, and named in the result.
 *
 * @throws InputError where no column is numeric, a cell of a numeric column is not a finite number, or the header is missing
 */
export async function readNumericColumns(file: string): Promise<NumericColumns> {
  const numbers = growingDoubles();
  let header: readonly string[] | undefined;
  let isNumeric: boolean[] = [];
  let firstRow: Cell[] = [];
  let numRows = 0;
  for await (const row of csvRows(file)) {
    if (!header) {
      header = checkedHeader(file, row.cells);
      continue;
    }
    checkNotBlank(file, row, header);
    if (numRows++ === 0) {
      isNumeric = row.cells.map(isMeantAsNumber);
      firstRow = row.cells.map((cell) => ({ line: row.line, cell }));
    }
    for (const [column, cell] of row.cells.entries()) {
      const value = toFiniteNumber(cell);
      if (isNumeric[column] && value !== undefined) numbers.push(value);
      else if (isNumeric[column]) throw notANumber(file, header[column], { line: row.line, cell });
      else if (isMeantAsNumber(cell)) throw notANumber(file, header[column], firstRow[column]);
    }
  }
  const names = (header ?? []).filter((_, column) => isNumeric[column]);
  if (names.length === 0) {
    throw new InputError(
      `score: expected a header and numeric columns in ${file}, got ${numRows} rows with none. Write a number in every cell of a column.`,
    );
  }
  checkCoordinateNames(file, names);
  return {
    points: { numRows, numColumns: names.length, data: numbers.take() },
    names,
    ignored: header!.filter((_, column) => !isNumeric[column]),
  };
}

interface Cell {
  readonly line: number;
  readonly cell: string;
}

/**
 * The values of a CSV file with one column and a header, unchanged; empty for a blank cell.
 *
 * @throws InputError for more than one column
 */
export async function readSingleColumn(file: string): Promise<{ readonly value: string; readonly line: number }[]> {
  const values: { value: string; line: number }[] = [];
  let isHeader = true;
  for await (const { line, cells } of csvRows(file)) {
    if (cells.length !== 1) throw new InputError(`score: expected one column in ${file}, got ${cells.length}. Remove the other columns.`);
    if (!isHeader) values.push({ value: cells[0], line });
    isHeader = false;
  }
  return values;
}

function checkedHeader(file: string, names: readonly string[]): readonly string[] {
  const repeated = names.find((name, column) => name !== '' && names.indexOf(name) !== column);
  if (repeated !== undefined) {
    throw new InputError(
      `score: expected every column name once in ${file}, got ${JSON.stringify(repeated)} twice. Rename one, or remove it.`,
    );
  }
  const areIndices = [0, 1].some((first) => names.every((name, column) => name === String(first + column)));
  if (names.every(isMeantAsNumber) && !areIndices) {
    throw new InputError(
      `score: expected a header in ${file}, got numbers on line 1: ${names.slice(0, 3).join(', ')}. Write the names of the columns there.`,
    );
  }
  return names;
}

function checkNotBlank(file: string, { line, cells }: CsvRow, header: readonly string[]): void {
  if (cells.length === header.length) return;
  throw new InputError(`score: expected ${header.length} columns on line ${line} of ${file}, got a blank line. Remove it.`);
}

/** An unnamed numeric column usually holds the row numbers written by a table library, and a column `id` names the points. */
function checkCoordinateNames(file: string, names: readonly string[]): void {
  const id = names.find((name) => name.trim().toLowerCase() === 'id');
  if (id !== undefined) {
    throw new InputError(
      `score: expected coordinates in every numeric column of ${file}, got ${JSON.stringify(id)}, which names points. Remove it.`,
    );
  }
  if (!names.some((name) => name.trim() === '')) return;
  throw new InputError(
    `score: expected a name for every numeric column of ${file}, got one without. Name it; if it holds row numbers, remove it (pandas: index=False).`,
  );
}

const notANumber = (file: string, column: string, { line, cell }: Cell) =>
  new InputError(
    `score: expected a finite decimal number on line ${line}, column "${column}" of ${file}, got ${JSON.stringify(cell)}. ${remedyFor(cell)}`,
  );

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A finite decimal number, surrounding spaces ignored; undefined for anything else. */
function toFiniteNumber(cell: string): number | undefined {
  const text = cell.trim();
  if (!decimal.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Numbers in notations that are not accepted. One such cell makes its column numeric, so that the notation is reported instead of ignored. */
const otherNotations = [
  /^[+-]?\d+,\d+(e[+-]?\d+)?$/i, // decimal comma
  /^[+-]?\d{1,3}([.,'’ \u00a0\u202f_]\d{3})+([.,]\d+)?$/, // grouped thousands
  /^[\u2212\u2013]\s*\d*[.,]?\d+(e[+-]?\d+)?$/i, // a minus sign or dash instead of a hyphen
  /^[+-]?0[xob][0-9a-f]+$/i,
  /^[+\-\u2212]?(inf|infinity|∞)$/i,
];

function isMeantAsNumber(cell: string): boolean {
  const text = cell.trim();
  return decimal.test(text) || otherNotations.some((notation) => notation.test(text));
}

function remedyFor(cell: string): string {
  const text = cell.trim();
  if (/^[+-]?\d+,\d+/.test(text)) return 'Write numbers with a decimal point.';
  if (text === '' || /^(nan|n\/?a|null|none|-|–|\?)$/i.test(text)) return 'Fill it in, or remove the line and its point.';
  return 'Correct it, or remove the column.';
}

/** A list of unknown length, without a JavaScript object for each number. */
function growingDoubles() {
  let data = new Float64Array(1 << 16);
  let length = 0;
  return {
    push(value: number) {
      if (length === data.length) {
        const larger = new Float64Array(2 * length);
        larger.set(data);
        data = larger;
      }
      data[length++] = value;
    },
    take: () => data.subarray(0, length),
  };
}
