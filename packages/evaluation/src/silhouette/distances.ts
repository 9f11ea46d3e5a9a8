import type { AnyMatrix } from '@mmae/matrix';

/** `sqeuclidean` is the squared euclidean distance; `cosine` is 1 − the cosine of the angle, and 1 for a row of zeros. */
export type Distance = 'euclidean' | 'sqeuclidean' | 'cosine';

/** @throws RangeError for an unknown distance */
export function checkDistance(caller: string, distance: Distance): void {
  if (!['euclidean', 'sqeuclidean', 'cosine'].includes(distance)) {
    throw new RangeError(`${caller}: expected distance euclidean, sqeuclidean or cosine, got ${distance}`);
  }
}

/** Mean distances of each sample to its own cluster and to the nearest other one. */
export interface ClusterDistances {
  /** mean distance to the other samples of its cluster; NaN in a cluster of one; length numSamples */
  readonly own: Float64Array;
  /** smallest mean distance to the samples of another cluster; length numSamples */
  readonly other: Float64Array;
}

export function emptyClusterDistances(numSamples: number): ClusterDistances {
  return { own: new Float64Array(numSamples), other: new Float64Array(numSamples).fill(Infinity) };
}

/**
 * Mean of some rows, in double precision. Differences from the first row are summed, so that the mean of equal rows is exactly that row.
 *
 * @param rows indices, at least one
 * @returns shape `[numColumns]`
 */
export function centroid({ numColumns, data }: AnyMatrix, rows: Uint32Array): Float64Array {
  const first = rows[0] * numColumns;
  const mean = new Float64Array(numColumns);
  for (const row of rows) {
    for (let j = 0; j < numColumns; j++) mean[j] += data[row * numColumns + j] - data[first + j];
  }
  return mean.map((sum, j) => data[first + j] + sum / rows.length);
}

/** Squared euclidean distance of a row from a point, in double precision. */
export function squaredDistanceTo(point: ArrayLike<number>, { numColumns, data }: AnyMatrix, row: number): number {
  const start = row * numColumns;
  let sum = 0;
  for (let j = 0; j < numColumns; j++) {
    const difference = data[start + j] - point[j];
    sum += difference * difference;
  }
  return sum;
}

/** Interleaves points by fours for `squaredDistances`: `[numPoints / 4, numColumns, 4]`, padded with zeros. */
export function interleaved(points: readonly Float64Array[], numColumns: number): Float64Array {
  const fours = new Float64Array(Math.ceil(points.length / 4) * numColumns * 4);
  points.forEach((point, k) => {
    const start = Math.floor(k / 4) * numColumns * 4 + (k % 4);
    for (let j = 0; j < numColumns; j++) fours[start + j * 4] = point[j];
  });
  return fours;
}

/**
 * Squared euclidean distances of a row from points, in double precision. Four independent sums at a time let the processor overlap them.
 *
 * @param fours the points, `interleaved`
 * @param distances receives the result; length numPoints, rounded up to a multiple of 4
 */
export function squaredDistances(fours: Float64Array, { numColumns, data }: AnyMatrix, row: number, distances: Float64Array): void {
  const start = row * numColumns;
  const end = start + numColumns;
  let at = 0; // index in fours
  for (let k = 0; k < distances.length; k += 4) {
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let i = start; i < end; i++) {
      const value = data[i];
      const d0 = value - fours[at];
      const d1 = value - fours[at + 1];
      const d2 = value - fours[at + 2];
      const d3 = value - fours[at + 3];
      sum0 += d0 * d0;
      sum1 += d1 * d1;
      sum2 += d2 * d2;
      sum3 += d3 * d3;
      at += 4;
    }
    distances[k] = sum0;
    distances[k + 1] = sum1;
    distances[k + 2] = sum2;
    distances[k + 3] = sum3;
  }
}

/**
 * Subtracts the median of each column from points in double precision, which keeps all distances. Sums and centroids then keep their significant
 * digits, however far the points are from zero, and even if a few rows hold fill values such as 1e20. Points in single precision are returned
 * unchanged: sums over them are in double precision anyway.
 */
export function relativeToMedian(points: AnyMatrix): AnyMatrix {
  const { numRows, numColumns, data } = points;
  if (data instanceof Float32Array) return points;
  const medians = Float64Array.from({ length: numColumns }, (_, column) => {
    const values = Float64Array.from({ length: numRows }, (_, row) => data[row * numColumns + column]);
    return values.sort()[numRows >> 1];
  });
  return { ...points, data: data.map((value, i) => value - medians[i % numColumns]) };
}

/** Squares of numbers within these bounds, and their sums, neither overflow nor underflow. */
const [smallest, largest] = [1e-100, 1e100];

/**
 * Divides points by a power of two where squares of their numbers could overflow or underflow, so that the largest is about 1. For measures that
 * do not depend on the unit of the points.
 */
export function inSafeRange(points: AnyMatrix): AnyMatrix {
  let max = 0;
  for (const value of points.data) max = Math.max(max, Math.abs(value));
  if (max === 0 || (max >= smallest && max <= largest)) return points;
  const half = 2 ** (Math.floor(Math.log2(max)) / 2); // divide twice, as 2 ** -1074 has no inverse
  return { ...points, data: Float64Array.from(points.data, (value) => value / half / half) };
}
