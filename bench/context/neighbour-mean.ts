import { matrix, row, unitRows, type Matrix } from '@mmae/matrix';

/**
 * A rival that learns nothing: the direction of the mean of a shot and its neighbours.
 *
 * @param sequences rows of each asset, in their order; other rows are scaled to length 1
 * @param radius neighbours on either side
 */
export function neighbourMean(embedding: Matrix, sequences: readonly (readonly number[])[], radius: number): Matrix {
  const units = unitRows(embedding);
  const sums = matrix(units.numRows, units.numColumns, units.data.slice());
  for (const sequence of sequences) {
    sequence.forEach((index, i) => {
      const others = [...sequence.slice(Math.max(0, i - radius), i), ...sequence.slice(i + 1, i + 1 + radius)];
      for (const other of others) row(units, other).forEach((x, j) => (row(sums, index)[j] += x));
    });
  }
  return unitRows(sums);
}
