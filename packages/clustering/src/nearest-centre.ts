import { bestMatches, row, type Matrix } from '@mmae/matrix';

/**
 * The nearest centre of every point, by euclidean distance; of equally near ones the first.
 *
 * @returns row of the centre, length `numPoints`
 * @throws RangeError where the widths differ or there is no centre
 */
export function nearestCentre(points: Matrix, centres: Matrix): Int32Array {
  if (points.numColumns !== centres.numColumns || centres.numRows === 0) {
    throw new RangeError(
      `nearestCentre: expected at least one centre of ${points.numColumns} numbers, got ${centres.numRows} of ${centres.numColumns}`,
    );
  }
  // The nearest has the least |x|² − 2·x·c + |c|², the greatest x·c − |c|²/2.
  return bestMatches(
    points,
    centres,
    squaredNorms(centres).map((norm) => -norm / 2),
  );
}

/** |x|² of every row. */
export function squaredNorms(points: Matrix): Float32Array {
  return Float32Array.from({ length: points.numRows }, (_, i) => squaredNorm(row(points, i)));
}

function squaredNorm(values: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += values[j] * values[j];
  return sum;
}
