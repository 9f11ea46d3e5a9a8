import { matrix, row, rowSpan, type AnyMatrix, type Matrix } from './matrix.ts';
import { multiply } from './multiply.ts';
import { norm } from './vectors.ts';

/** Rows per block of the covariance, which bounds the memory for centred copies. */
const blockLength = 4096;

/** The mean of every column, summed in double precision. @returns length `numColumns`, zeros if there are no rows */
export function columnMeans({ numRows, numColumns, data }: AnyMatrix): Float64Array {
  const means = new Float64Array(numColumns);
  for (let start = 0; start < data.length; start += numColumns) {
    for (let j = 0; j < numColumns; j++) means[j] += data[start + j];
  }
  return numRows ? means.map((sum) => sum / numRows) : means;
}

/** The rows minus `means`, subtracted in double precision and then rounded. @returns shape `[numRows, numColumns]` */
export function centred(source: AnyMatrix, means: ArrayLike<number> = columnMeans(source)): Matrix {
  const { numRows, numColumns, data } = source;
  const result = matrix(numRows, numColumns);
  for (let start = 0; start < data.length; start += numColumns) {
    for (let j = 0; j < numColumns; j++) result.data[start + j] = data[start + j] - means[j];
  }
  return result;
}

/** A copy of the rows, scaled to length 1; rows of zeros stay. @returns shape `[numRows, numColumns]` */
export function unitRows(source: Matrix): Matrix {
  const result = matrix(source.numRows, source.numColumns, source.data.slice());
  for (let i = 0; i < result.numRows; i++) {
    const values = row(result, i);
    const length = norm(values);
    for (let j = 0; length > 0 && j < values.length; j++) values[j] /= length;
  }
  return result;
}

/**
 * The covariance of the columns, with denominator n − 1.
 *
 * @returns shape `[numColumns, numColumns]`
 * @throws RangeError if there are fewer than two rows
 */
export function covariance(source: Matrix): Matrix {
  if (source.numRows < 2) throw new RangeError(`covariance: expected at least 2 rows, got ${source.numRows}`);
  const means = columnMeans(source);
  const sum = matrix(source.numColumns, source.numColumns);
  for (let start = 0; start < source.numRows; start += blockLength) {
    const rows = centred(rowSpan(source, start, Math.min(start + blockLength, source.numRows)), means);
    const part = multiply(rows, rows, { transposeA: true }).data;
    for (let i = 0; i < part.length; i++) sum.data[i] += part[i] / (source.numRows - 1);
  }
  return sum;
}
