import { bestMatches, multiply, row, rowSpan, type Matrix } from '@mmae/matrix';

/**
 * The nearest centre of each point by euclidean distance; of equally near centres the first.
 *
 * @returns row index of the centre, length `numPoints`
 * @throws RangeError for different widths, or without a centre
 */
export function nearestCentre(points: Matrix, centres: Matrix): Int32Array {
  if (points.numColumns !== centres.numColumns || centres.numRows === 0) {
    throw new RangeError(
      `nearestCentre: expected at least one centre of ${points.numColumns} numbers, got ${centres.numRows} of ${centres.numColumns}`,
    );
  }
  // The nearest centre minimizes |x|² − 2·x·c + |c|², so it maximizes x·c − |c|²/2.
  return bestMatches(
    points,
    centres,
    squaredNorms(centres).map((norm) => -norm / 2),
  );
}

/** |x|² of each row. */
export function squaredNorms(points: Matrix): Float32Array {
  return Float32Array.from({ length: points.numRows }, (_, i) => squaredNorm(row(points, i)));
}

function squaredNorm(values: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += values[j] * values[j];
  return sum;
}

/** Number of similarities in memory at a time: 64 MB. */
const maxSimilarities = 2 ** 24;

/**
 * The other rows with the largest dot products with each row, largest first: for rows of length 1, the nearest by cosine.
 *
 * @returns row indices, row-major, `[numRows, numNeighbours]`
 * @throws RangeError unless `1 ≤ numNeighbours < numRows`
 */
export function nearestRows(caller: string, rows: Matrix, numNeighbours: number): Int32Array {
  const { numRows } = rows;
  if (!(Number.isInteger(numNeighbours) && numNeighbours >= 1 && numNeighbours < numRows)) {
    throw new RangeError(`${caller}: expected from 1 to ${numRows - 1} neighbours among ${numRows} rows, got ${numNeighbours}`);
  }
  const neighbours = new Int32Array(numRows * numNeighbours);
  const blockLength = Math.max(1, Math.floor(maxSimilarities / numRows));
  for (let start = 0; start < numRows; start += blockLength) {
    const block = rowSpan(rows, start, Math.min(start + blockLength, numRows));
    const similarities = multiply(block, rows, { transposeB: true });
    for (let i = 0; i < block.numRows; i++) {
      const values = row(similarities, i);
      values[start + i] = -Infinity;
      keepLargest(values, neighbours.subarray((start + i) * numNeighbours, (start + i + 1) * numNeighbours));
    }
  }
  return neighbours;
}

/** Fills `indices` with those of the largest values, largest first; of equal values the first. */
function keepLargest(values: Float32Array, indices: Int32Array): void {
  const kept = new Float32Array(indices.length).fill(-Infinity);
  const last = kept.length - 1;
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] > kept[last])) continue;
    let rank = last;
    for (; rank > 0 && values[i] > kept[rank - 1]; rank--) {
      kept[rank] = kept[rank - 1];
      indices[rank] = indices[rank - 1];
    }
    kept[rank] = values[i];
    indices[rank] = i;
  }
}
