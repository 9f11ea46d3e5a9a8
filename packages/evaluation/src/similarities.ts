import { centred, columnMeans, multiply, row, rowSpan, unitRows, type Matrix } from '@mmae/matrix';
import { checkDistance, type Distance } from './distance.ts';
import { checkFinite } from './labelled.ts';

/** Similarities held at a time: 32 MB of them. */
const maxSimilarities = 2 ** 23;

/**
 * Visits each query with its similarity to every row of the gallery; a greater one is nearer. In single precision; equal rows of the
 * gallery get equal numbers.
 *
 * @param visit may write into `similarities`, length gallery.numRows, but not keep it
 * @throws RangeError unless both have as many columns, at least one row, and finite numbers
 */
export function forEachQuery(
  caller: string,
  queries: Matrix,
  gallery: Matrix,
  distance: Distance,
  visit: (query: number, similarities: Float32Array) => void,
): void {
  check(caller, queries, gallery, distance);
  const { queries: left, gallery: right, offsets } = distance === 'cosine' ? byAngle(queries, gallery) : byDistance(queries, gallery);
  const rowsAtATime = Math.max(1, Math.floor(maxSimilarities / gallery.numRows));
  for (let start = 0; start < left.numRows; start += rowsAtATime) {
    const block = rowSpan(left, start, Math.min(start + rowsAtATime, left.numRows));
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
    throw new RangeError(`${caller}: expected rows of one width on both sides, got ${sizeOf(queries)} against ${sizeOf(gallery)}`);
  }
  checkFinite(caller, queries);
  checkFinite(caller, gallery);
}

const sizeOf = ({ numRows, numColumns }: Matrix) => `${numRows}×${numColumns}`;

/** What is multiplied, and what is then taken from each column. */
interface Product {
  readonly queries: Matrix;
  readonly gallery: Matrix;
  readonly offsets?: Float64Array;
}

/** Cosines. */
function byAngle(queries: Matrix, gallery: Matrix): Product {
  return { queries: unitRows(queries), gallery: unitRows(gallery) };
}

/** q·g − |g|²/2, which falls as |q − g|² grows; about the gallery's mean, where the fewest digits are lost. */
function byDistance(queries: Matrix, gallery: Matrix): Product {
  const origin = columnMeans(gallery);
  const moved = centred(gallery, origin);
  const offsets = Float64Array.from({ length: moved.numRows }, (_, i) => row(moved, i).reduce((sum, value) => sum + value * value, 0) / 2);
  return { queries: centred(queries, origin), gallery: moved, offsets };
}
