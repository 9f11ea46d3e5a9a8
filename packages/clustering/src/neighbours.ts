import { multiply, row, rowSpan, type Matrix } from '@mmae/matrix';

/** Similarities that are kept at a time: 64 MB. */
const maxBlockSize = 2 ** 24;

/**
 * The rows with the greatest products with each row, itself aside, greatest first: for rows of length 1 its nearest by cosine.
 *
 * @returns row-major, `[numRows, numNeighbours]`
 * @throws RangeError unless `1 ≤ numNeighbours < numRows`
 */
export function nearestRows(caller: string, rows: Matrix, numNeighbours: number): Int32Array {
  const { numRows } = rows;
  if (!(Number.isInteger(numNeighbours) && numNeighbours >= 1 && numNeighbours < numRows)) {
    throw new RangeError(`${caller}: expected from 1 to ${numRows - 1} neighbours among ${numRows} rows, got ${numNeighbours}`);
  }
  const neighbours = new Int32Array(numRows * numNeighbours);
  const blockLength = Math.max(1, Math.floor(maxBlockSize / numRows));
  for (let start = 0; start < numRows; start += blockLength) {
    const block = rowSpan(rows, start, Math.min(start + blockLength, numRows));
    const similarities = multiply(block, rows, { transposeB: true });
    for (let i = 0; i < block.numRows; i++) {
      const values = row(similarities, i);
      values[start + i] = -Infinity;
      keepGreatest(values, neighbours.subarray((start + i) * numNeighbours, (start + i + 1) * numNeighbours));
    }
  }
  return neighbours;
}

/** Fills `indices` with those of the greatest values, greatest first; of equal ones the earlier. */
function keepGreatest(values: Float32Array, indices: Int32Array): void {
  const kept = new Float32Array(indices.length).fill(-Infinity);
  const last = kept.length - 1;
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] > kept[last])) continue;
    let place = last;
    for (; place > 0 && values[i] > kept[place - 1]; place--) {
      kept[place] = kept[place - 1];
      indices[place] = indices[place - 1];
    }
    kept[place] = values[i];
    indices[place] = i;
  }
}
