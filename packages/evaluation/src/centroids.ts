/** Row-major numbers of either precision. */
export interface Rows {
  readonly numRows: number;
  readonly numColumns: number;
  readonly data: Float32Array | Float64Array;
}

/**
 * The mean of some rows, in double precision.
 *
 * Summed as differences from the first of them, so that the mean of equal rows is that row exactly.
 *
 * @param rows at least one
 * @returns shape `[numColumns]`
 */
export function centroid({ numColumns, data }: Rows, rows: Uint32Array): Float64Array {
  const first = rows[0] * numColumns;
  const mean = new Float64Array(numColumns);
  for (const row of rows) {
    for (let j = 0; j < numColumns; j++) mean[j] += data[row * numColumns + j] - data[first + j];
  }
  return mean.map((sum, j) => data[first + j] + sum / rows.length);
}

/** Squared euclidean distance of a row from a point, in double precision. */
export function squaredDistanceTo(point: ArrayLike<number>, { numColumns, data }: Rows, row: number): number {
  const start = row * numColumns;
  let sum = 0;
  for (let j = 0; j < numColumns; j++) {
    const difference = data[start + j] - point[j];
    sum += difference * difference;
  }
  return sum;
}
