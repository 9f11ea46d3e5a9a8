import { centred, columnMeans, multiply, row, rowSpan, unitRows, type Matrix } from '@mmae/matrix';
import { checkFinite } from '../labels.ts';
import { checkDistance, type Distance } from '../silhouette/distances.ts';

export interface NeighbourOptions {
  readonly numNeighbours: number;
  readonly distance: Distance;
  /** for queries and gallery of the same rows: a row is not its own neighbour */
  readonly excludeSelf?: boolean;
}

/**
 * The rows of the gallery nearest to each query, nearest first; of equally near rows the one with the smaller index is first.
 *
 * @returns for each query numNeighbours indices of gallery rows
 * @throws RangeError unless numNeighbours is a whole number from 1 to the number of rows in the gallery
 */
export function nearestNeighbours(caller: string, queries: Matrix, gallery: Matrix, options: NeighbourOptions): Uint32Array[] {
  const { numNeighbours, distance, excludeSelf = false } = options;
  const available = gallery.numRows - (excludeSelf ? 1 : 0);
  if (!Number.isInteger(numNeighbours) || numNeighbours < 1 || numNeighbours > available) {
    throw new RangeError(`${caller}: expected numNeighbours from 1 to ${available}, got ${numNeighbours}`);
  }
  const neighbours: Uint32Array[] = [];
  forEachQuery(caller, queries, gallery, distance, (query, similarities) => {
    if (excludeSelf) similarities[query] = -Infinity;
    neighbours.push(indicesOfLargest(similarities, numNeighbours));
  });
  return neighbours;
}

/** Indices of the largest values, in descending order. */
function indicesOfLargest(values: Float32Array, count: number): Uint32Array {
  const indices = new Uint32Array(count);
  const kept = new Float32Array(count).fill(-Infinity);
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] > kept[count - 1])) continue;
    let rank = count - 1;
    for (; rank > 0 && values[i] > kept[rank - 1]; rank--) {
      kept[rank] = kept[rank - 1];
      indices[rank] = indices[rank - 1];
    }
    kept[rank] = values[i];
    indices[rank] = i;
  }
  return indices;
}

/** Number of similarities in memory at a time: 32 MB. */
const maxSimilarities = 2 ** 23;

/**
 * Calls `visit` for each query with its similarity to every row of the gallery: the larger, the nearer. Similarities are in single precision, and
 * the same for equal rows of the gallery.
 *
 * @param visit may overwrite `similarities`, length gallery.numRows, but must not keep it
 * @throws RangeError unless both have the same number of columns, at least one row, and finite numbers
 */
export function forEachQuery(
  caller: string,
  queries: Matrix,
  gallery: Matrix,
  distance: Distance,
  visit: (query: number, similarities: Float32Array) => void,
): void {
  check(caller, queries, gallery, distance);
  const {
    queries: left,
    gallery: right,
    offsets,
  } = distance === 'cosine' ? cosines(queries, gallery) : negativeDistances(queries, gallery);
  const rowsPerBlock = Math.max(1, Math.floor(maxSimilarities / gallery.numRows));
  for (let start = 0; start < left.numRows; start += rowsPerBlock) {
    const block = rowSpan(left, start, Math.min(start + rowsPerBlock, left.numRows));
    const products = multiply(block, right, { transposeB: true });
    for (let i = 0; i < block.numRows; i++) {
      const similarities = row(products, i);
      if (offsets) for (let j = 0; j < similarities.length; j++) similarities[j] -= offsets[j];
      visit(start + i, similarities);
    }
  }
}

function check(caller: string, queries: Matrix, gallery: Matrix, distance: Distance): void {
  checkDistance(caller, distance);
  if (queries.numColumns !== gallery.numColumns || gallery.numRows === 0 || queries.numRows === 0) {
    throw new RangeError(`${caller}: expected rows of the same width on both sides, got ${sizeOf(queries)} against ${sizeOf(gallery)}`);
  }
  checkFinite(caller, queries);
  checkFinite(caller, gallery);
}

const sizeOf = ({ numRows, numColumns }: Matrix) => `${numRows}×${numColumns}`;

/** Operands of the matrix product, and offsets to subtract from its columns. */
interface Product {
  readonly queries: Matrix;
  readonly gallery: Matrix;
  readonly offsets?: Float64Array;
}

function cosines(queries: Matrix, gallery: Matrix): Product {
  return { queries: unitRows(queries), gallery: unitRows(gallery) };
}

/** q·g − |g|²/2, which decreases with |q − g|². Relative to the mean of the gallery, to lose as few digits as possible. */
function negativeDistances(queries: Matrix, gallery: Matrix): Product {
  const origin = columnMeans(gallery);
  const shifted = centred(gallery, origin);
  const offsets = Float64Array.from(
    { length: shifted.numRows },
    (_, i) => row(shifted, i).reduce((sum, value) => sum + value * value, 0) / 2,
  );
  return { queries: centred(queries, origin), gallery: shifted, offsets };
}
