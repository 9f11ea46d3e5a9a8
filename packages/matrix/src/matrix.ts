/** A row-major matrix in single precision: element (row, column) is `data[row * numColumns + column]`. */
export interface Matrix {
  readonly numRows: number;
  readonly numColumns: number;
  /** length `numRows * numColumns` */
  readonly data: Float32Array;
}

/** A row-major matrix in double precision, for values that rounding to single precision would make equal. */
export interface DoubleMatrix {
  readonly numRows: number;
  readonly numColumns: number;
  /** length `numRows * numColumns` */
  readonly data: Float64Array;
}

/** A matrix of either precision. */
export type AnyMatrix = Matrix | DoubleMatrix;

/**
 * A matrix over `data`, which is not copied; zeros if no data are given.
 *
 * @throws RangeError unless both sizes are non-negative integers, and `data` has `numRows * numColumns` numbers
 */
export function matrix(numRows: number, numColumns: number, data?: Float32Array): Matrix {
  if (!Number.isInteger(numRows) || !Number.isInteger(numColumns) || numRows < 0 || numColumns < 0) {
    throw new RangeError(`matrix: expected non-negative whole sizes, got ${numRows}×${numColumns}`);
  }
  if (data && data.length !== numRows * numColumns) {
    throw new RangeError(`matrix: expected ${numRows * numColumns} numbers for ${numRows}×${numColumns}, got ${data.length}`);
  }
  return { numRows, numColumns, data: data ?? new Float32Array(numRows * numColumns) };
}

/** Row `index` as a view, not a copy. @returns shape `[numColumns]` */
export function row({ numColumns, data }: Matrix, index: number): Float32Array {
  return data.subarray(index * numColumns, (index + 1) * numColumns);
}

/** The first `numRows` rows, as a view, not a copy. @returns shape `[numRows, numColumns]` */
export function firstRows(source: Matrix, numRows: number): Matrix {
  return rowSpan(source, 0, numRows);
}

/** The rows from `start` to `end` (exclusive), as a view, not a copy. @returns shape `[end - start, numColumns]` */
export function rowSpan({ numColumns, data }: Matrix, start: number, end: number): Matrix {
  return matrix(end - start, numColumns, data.subarray(start * numColumns, end * numColumns));
}

/** Rows that are stored outside of memory, such as on a disk, and are read on demand. */
export interface StoredRows {
  readonly numRows: number;
  readonly numColumns: number;
  /** The rows with these indices, in this order. @returns shape `[indices.length, numColumns]` */
  read(indices: ArrayLike<number>): Matrix;
}

/** Rows in memory or stored elsewhere. */
export type Rows = Matrix | StoredRows;

/** Rows per piece. */
const pieceLength = 2048;

/** All rows in order, in pieces of 2,048. The pieces of a matrix are views, not copies. */
export function* rowPieces(source: Rows): Generator<Matrix> {
  for (let start = 0; start < source.numRows; start += pieceLength) {
    const end = Math.min(start + pieceLength, source.numRows);
    yield 'data' in source ? rowSpan(source, start, end) : source.read(Array.from({ length: end - start }, (_, i) => start + i));
  }
}

/** The rows with these indices, copied in this order. @returns shape `[indices.length, numColumns]` */
export function selectRows(source: Rows, indices: ArrayLike<number>): Matrix {
  if (!('data' in source)) return source.read(indices);
  const selected = matrix(indices.length, source.numColumns);
  for (let i = 0; i < indices.length; i++) selected.data.set(row(source, indices[i]), i * source.numColumns);
  return selected;
}

/**
 * Concatenates matrices with the same number of rows.
 *
 * @returns shape `[numRows, sum of numColumns]`
 * @throws RangeError if the numbers of rows differ
 */
export function concatColumns(parts: readonly Matrix[]): Matrix {
  const numRows = parts[0]?.numRows ?? 0;
  for (const part of parts) {
    if (part.numRows !== numRows) throw new RangeError(`concatColumns: expected ${numRows} rows in every part, got ${part.numRows}`);
  }
  const joined = matrix(
    numRows,
    parts.reduce((sum, part) => sum + part.numColumns, 0),
  );
  let column = 0;
  for (const part of parts) {
    for (let i = 0; i < numRows; i++) joined.data.set(row(part, i), i * joined.numColumns + column);
    column += part.numColumns;
  }
  return joined;
}

/**
 * Concatenates the rows of matrices with the same number of columns.
 *
 * @returns shape `[sum of numRows, numColumns]`
 * @throws RangeError if the numbers of columns differ
 */
export function concatRows(parts: readonly Matrix[]): Matrix {
  const numColumns = parts[0]?.numColumns ?? 0;
  for (const part of parts) {
    if (part.numColumns !== numColumns) {
      throw new RangeError(`concatRows: expected ${numColumns} columns in every part, got ${part.numColumns}`);
    }
  }
  const joined = matrix(
    parts.reduce((sum, part) => sum + part.numRows, 0),
    numColumns,
  );
  let start = 0;
  for (const { data } of parts) {
    joined.data.set(data, start);
    start += data.length;
  }
  return joined;
}

/** The transpose, copied. @returns shape `[numColumns, numRows]` */
export function transpose({ numRows, numColumns, data }: Matrix): Matrix {
  const result = matrix(numColumns, numRows);
  // Tiles of 32×32 keep both matrices in the cache.
  for (let top = 0; top < numRows; top += 32) {
    for (let left = 0; left < numColumns; left += 32) {
      for (let i = top; i < Math.min(top + 32, numRows); i++) {
        for (let j = left; j < Math.min(left + 32, numColumns); j++) result.data[j * numRows + i] = data[i * numColumns + j];
      }
    }
  }
  return result;
}
