import { columnMeans, firstNotFinite, matrix, type AnyMatrix, type DoubleMatrix, type Matrix } from '@mmae/matrix';

/** @param caller named in the error @throws RangeError unless all numbers are finite and 1 ≤ numClusters ≤ numPoints */
export function checkPoints(caller: string, { numRows, numColumns, data }: AnyMatrix, numClusters = 1): void {
  if (!(Number.isInteger(numClusters) && numClusters >= 1 && numClusters <= numRows)) {
    throw new RangeError(`${caller}: expected from 1 to ${numRows} clusters of ${numRows} points, got ${numClusters}`);
  }
  const invalid = firstNotFinite(data);
  if (invalid >= 0) {
    throw new RangeError(`${caller}: expected finite numbers, got ${data[invalid]} in row ${Math.floor(invalid / numColumns)}`);
  }
}

/** Points scaled for computation in single precision. */
export interface UnitScaled {
  /** (points − means) / unit, in single precision; the largest coordinate is between 0.5 and 2, or all are 0 */
  readonly scaled: Matrix;
  /** of each column, length `numColumns` */
  readonly means: Float64Array;
  /** a power of two, so that scaling causes no rounding */
  readonly unit: number;
}

/**
 * Centres points and scales them to about 1, in double precision. Distances then keep their significant digits however far the points are from
 * zero, and squares neither overflow nor underflow single precision.
 */
export function unitScaled(points: AnyMatrix): UnitScaled {
  const means = meansOf(points);
  const { numRows, numColumns, data } = points;
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i] - means[i % numColumns]));
  const unit = largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1;
  return { scaled: toUnits(matrix(numRows, numColumns), data, means, unit), means, unit };
}

/** Means of the columns. The mean of a column of equal doubles is exactly that number, so that its centred values are 0. */
function meansOf(points: AnyMatrix): Float64Array {
  const { numColumns, data } = points;
  if (data instanceof Float32Array) return columnMeans(points); // sums in double precision are exact enough
  const fromFirst = columnMeans({ ...points, data: data.map((value, i) => value - data[i % numColumns]) });
  return fromFirst.map((mean, j) => data[j] + mean);
}

/** Scales other points in the same way. @returns shape `[numRows, numColumns]` */
export const inUnitsOf = ({ means, unit }: UnitScaled, points: AnyMatrix): Matrix =>
  toUnits(matrix(points.numRows, points.numColumns), points.data, means, unit);

/** Scales other points in the same way, in double precision. */
export const doublesInUnits = ({ means, unit }: UnitScaled, { numRows, numColumns, data }: AnyMatrix): DoubleMatrix => ({
  numRows,
  numColumns,
  data: Float64Array.from(data, (value, i) => (value - means[i % numColumns]) / unit),
});

/** Undoes the scaling, in single precision. @returns shape `[numRows, numColumns]` */
export function fromUnits({ means, unit }: UnitScaled, { numRows, numColumns, data }: Matrix): Matrix {
  const points = matrix(numRows, numColumns);
  for (let i = 0; i < data.length; i++) points.data[i] = data[i] * unit + means[i % numColumns];
  return points;
}

function toUnits(result: Matrix, data: ArrayLike<number>, means: Float64Array, unit: number): Matrix {
  for (let i = 0; i < data.length; i++) result.data[i] = (data[i] - means[i % means.length]) / unit;
  return result;
}
