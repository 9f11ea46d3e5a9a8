import type { DoubleMatrix } from '@mmae/matrix';
import { UsageError } from '../usage-error.ts';
import { isMeantAsNumber, remedyFor, toFiniteNumber } from './number-cell.ts';
import { readRows, type Row } from './read-rows.ts';

/** The numeric columns of a csv file, and what of it was not used. */
export interface NumericColumns {
  readonly points: DoubleMatrix;
  readonly names: readonly string[];
  /** columns that hold no number */
  readonly ignored: readonly string[];
}

/** A cell that is no number, in a column that may turn out to be numeric. */
interface OtherCell {
  readonly line: number;
  readonly cell: string;
}

/**
 * The numeric columns of a csv file with a header, streamed. A column is numeric where any of its cells is meant as a number; then all of them
 * must be finite numbers. A column without a number is ignored, and named.
 *
 * @throws UsageError where no column is numeric, a cell of a numeric one is no finite number, or the header is none
 */
export async function readNumericColumns(file: string): Promise<NumericColumns> {
  const numbers = growingDoubles();
  let header: readonly string[] | undefined;
  let isNumeric: boolean[] = [];
  let firstOther: OtherCell[] = [];
  let numRows = 0;
  for await (const row of readRows(file)) {
    if (!header) {
      header = checkedHeader(file, row.cells);
      continue;
    }
    checkNotBlank(file, row, header);
    if (numRows++ === 0) {
      isNumeric = row.cells.map(isMeantAsNumber);
      firstOther = row.cells.map((cell) => ({ line: row.line, cell }));
    }
    for (const [column, cell] of row.cells.entries()) {
      const value = toFiniteNumber(cell);
      if (isNumeric[column] && value !== undefined) numbers.push(value);
      else if (isNumeric[column]) throw noNumber(file, header[column], { line: row.line, cell });
      else if (isMeantAsNumber(cell)) throw noNumber(file, header[column], firstOther[column]);
    }
  }
  const names = (header ?? []).filter((_, column) => isNumeric[column]);
  if (names.length === 0) {
    throw new UsageError(
      `score: expected a header and numeric columns in ${file}, got ${numRows} rows with none. Write a number in every cell of a column.`,
    );
  }
  checkNamed(file, names);
  return {
    points: { numRows, numColumns: names.length, data: numbers.take() },
    names,
    ignored: header!.filter((_, column) => !isNumeric[column]),
  };
}

/**
 * The values of a csv file of one column with a header, as they are; empty where a cell is blank.
 *
 * @throws UsageError where it has more columns
 */
export async function readOneColumn(file: string): Promise<{ readonly value: string; readonly line: number }[]> {
  const values: { value: string; line: number }[] = [];
  let isHeader = true;
  for await (const { line, cells } of readRows(file)) {
    if (cells.length !== 1)
      throw new UsageError(`score: expected one column in ${file}, got ${cells.length}. Leave the column that counts.`);
    if (!isHeader) values.push({ value: cells[0], line });
    isHeader = false;
  }
  return values;
}

function checkedHeader(file: string, names: readonly string[]): readonly string[] {
  const repeated = names.find((name, column) => name !== '' && names.indexOf(name) !== column);
  if (repeated !== undefined) {
    throw new UsageError(
      `score: expected every column name once in ${file}, got ${JSON.stringify(repeated)} twice. Rename one, or remove it.`,
    );
  }
  const arePlaces = [0, 1].some((first) => names.every((name, column) => name === String(first + column)));
  if (names.every(isMeantAsNumber) && !arePlaces) {
    throw new UsageError(
      `score: expected a header in ${file}, got numbers on line 1: ${names.slice(0, 3).join(', ')}. Write the names of the columns there.`,
    );
  }
  return names;
}

function checkNotBlank(file: string, { line, cells }: Row, header: readonly string[]): void {
  if (cells.length === header.length) return;
  throw new UsageError(`score: expected ${header.length} columns on line ${line} of ${file}, got a blank line. Remove it.`);
}

/** A numeric column without a name is most likely the row numbers that a table library writes, and one called id names points. */
function checkNamed(file: string, names: readonly string[]): void {
  const id = names.find((name) => name.trim().toLowerCase() === 'id');
  if (id !== undefined) {
    throw new UsageError(
      `score: expected coordinates in every numeric column of ${file}, got ${JSON.stringify(id)}, which names points. Remove it.`,
    );
  }
  if (!names.some((name) => name.trim() === '')) return;
  throw new UsageError(
    `score: expected a name for every numeric column of ${file}, got one without. Name it; if it holds row numbers, remove it (pandas: index=False).`,
  );
}

const noNumber = (file: string, column: string, { line, cell }: OtherCell) =>
  new UsageError(
    `score: expected a finite decimal number on line ${line}, column "${column}" of ${file}, got ${JSON.stringify(cell)}. ${remedyFor(cell)}`,
  );

/** Numbers whose count is not known beforehand, without a JavaScript object for each. */
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
