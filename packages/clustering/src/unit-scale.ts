import { columnMeans, matrix, type AnyMatrix, type DoubleMatrix, type Matrix } from '@mmae/matrix';

/** Points as k-means and trees compute with them. */
export interface UnitScaled {
  /** (points − means) / unit, in single precision; the largest coordinate is between 0.5 and 2, or all are 0 */
  readonly scaled: Matrix;
  /** of every column, length `numColumns` */
  readonly means: Float64Array;
  /** a power of two, so that scaling rounds nothing */
  readonly unit: number;
}

/**
 * Points about their mean and in a unit of their size, taken in double precision: distances keep their digits however far the points are
 * from zero, and their squares stay within single precision however large or small they are.
 */
export function unitScaled(points: AnyMatrix): UnitScaled {
  const means = meansOf(points);
  const { numRows, numColumns, data } = points;
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i] - means[i % numColumns]));
  const unit = largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1;
  return { scaled: toUnits(matrix(numRows, numColumns), data, means, unit), means, unit };
}

/** The mean of a column of equal doubles is that number exactly: nothing is left of it that would outweigh the other columns. */
function meansOf(points: AnyMatrix): Float64Array {
  const { numColumns, data } = points;
  if (data instanceof Float32Array) return columnMeans(points); // their sums are exact enough in double precision
  const fromFirst = columnMeans({ ...points, data: data.map((value, i) => value - data[i % numColumns]) });
  return fromFirst.map((mean, j) => data[j] + mean);
}

/** Other points in the same units. @returns shape `[numRows, numColumns]` */
export const inUnitsOf = ({ means, unit }: UnitScaled, points: AnyMatrix): Matrix =>
  toUnits(matrix(points.numRows, points.numColumns), points.data, means, unit);

/** The same in double precision. */
export const doublesInUnits = ({ means, unit }: UnitScaled, { numRows, numColumns, data }: AnyMatrix): DoubleMatrix => ({
  numRows,
  numColumns,
  data: Float64Array.from(data, (value, i) => (value - means[i % numColumns]) / unit),
});

/** Points in such units where they were, rounded to single precision. @returns shape `[numRows, numColumns]` */
export function fromUnits({ means, unit }: UnitScaled, { numRows, numColumns, data }: Matrix): Matrix {
  const points = matrix(numRows, numColumns);
  for (let i = 0; i < data.length; i++) points.data[i] = data[i] * unit + means[i % numColumns];
  return points;
}

function toUnits(result: Matrix, data: ArrayLike<number>, means: Float64Array, unit: number): Matrix {
  for (let i = 0; i < data.length; i++) result.data[i] = (data[i] - means[i % means.length]) / unit;
  return result;
}
