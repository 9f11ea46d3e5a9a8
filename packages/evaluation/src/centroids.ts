import type { AnyMatrix } from '@mmae/matrix';

/**
 * The mean of some rows, in double precision.
 *
 * Summed as differences from the first of them, so that the mean of equal rows is that row exactly.
 *
 * @param rows at least one
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

/** Points for `squaredDistances`: four side by side, column after column, `[numPoints / 4, numColumns, 4]`; zeros where the last are not four. */
export function sideBySide(points: readonly Float64Array[], numColumns: number): Float64Array {
  const fours = new Float64Array(Math.ceil(points.length / 4) * numColumns * 4);
  points.forEach((point, k) => {
    const start = Math.floor(k / 4) * numColumns * 4 + (k % 4);
    for (let j = 0; j < numColumns; j++) fours[start + j * 4] = point[j];
  });
  return fours;
}

/**
 * Squared euclidean distances of a row from points, in double precision: four sums at a time, none of which waits for another.
 *
 * @param fours the points, `sideBySide`
 * @param distances where they go; length numPoints, rounded up to a multiple of 4
 */
export function squaredDistances(fours: Float64Array, { numColumns, data }: AnyMatrix, row: number, distances: Float64Array): void {
  const start = row * numColumns;
  const end = start + numColumns;
  let at = 0;
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
