import { multiply, row, rowSpan, unitRows, type Matrix } from '@mmae/matrix';
import { largest } from './largest.ts';

/** A row of a gallery, and how near it is. */
export interface Neighbour {
  readonly row: number;
  /** cosine, −1 … 1 */
  readonly similarity: number;
}

/** So many queries meet the gallery at a time: with 100,000 rows their products are 25 MB. */
const queriesAtOnce = 64;

/**
 * The rows of a gallery nearest to each query by cosine, nearest first; of equally near ones the first.
 * Rows of zeros are samples that have no embedding: they are near to nothing, and nothing is near to them.
 *
 * @returns for each query at most `count` neighbours
 * @throws RangeError where the widths differ
 */
export function nearest(queries: Matrix, gallery: Matrix, count: number): Neighbour[][] {
  if (queries.numColumns !== gallery.numColumns) {
    throw new RangeError(`nearest: expected queries of ${gallery.numColumns} numbers as the gallery has, got ${queries.numColumns}`);
  }
  const [from, to] = [unitRows(queries), unitRows(gallery)];
  const candidates = Array.from({ length: to.numRows }, (_, i) => i).filter((i) => isEmbedded(to, i));
  const found: Neighbour[][] = [];
  for (let start = 0; start < from.numRows; start += queriesAtOnce) {
    const end = Math.min(start + queriesAtOnce, from.numRows);
    const similarities = multiply(rowSpan(from, start, end), to, { transposeB: true });
    for (let i = start; i < end; i++) {
      found.push(isEmbedded(from, i) ? nearestAmong(row(similarities, i - start), candidates, count) : []);
    }
  }
  return found;
}

/** Of the candidates, rows of a gallery, those most similar: nearest first, of equally near ones the first. @param similarities one a row */
export const nearestAmong = (similarities: Float32Array, candidates: readonly number[], count: number): Neighbour[] =>
  largest(similarities, candidates, count).map((candidate) => ({ row: candidate, similarity: similarities[candidate] }));

const isEmbedded = (points: Matrix, index: number) => row(points, index).some((value) => value !== 0);
