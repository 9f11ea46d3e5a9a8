import { multiply, row, rowSpan, unitRows, type Matrix } from '@mmae/matrix';

/** A gallery row and its similarity to a query. */
export interface Neighbour {
  readonly row: number;
  /** cosine, −1 … 1 */
  readonly similarity: number;
}

/** Queries per chunk: with a gallery of 100,000 rows their products take 25 MB. */
const chunkLength = 64;

/**
 * The gallery rows nearest to each query by cosine, nearest first; among equally near rows the one with the lower index.
 * Rows of zeros are samples without an embedding: they have no neighbours and are no neighbours of another row.
 *
 * @returns for each query at most `count` neighbours
 * @throws RangeError where the widths differ
 */
export function nearest(queries: Matrix, gallery: Matrix, count: number): Neighbour[][] {
  if (queries.numColumns !== gallery.numColumns) {
    throw new RangeError(`nearest: expected queries as wide as the gallery, ${gallery.numColumns}, got ${queries.numColumns}`);
  }
  const [from, to] = [unitRows(queries), unitRows(gallery)];
  const candidates = Array.from({ length: to.numRows }, (_, i) => i).filter((i) => isEmbedded(to, i));
  const found: Neighbour[][] = [];
  for (let start = 0; start < from.numRows; start += chunkLength) {
    const end = Math.min(start + chunkLength, from.numRows);
    const similarities = multiply(rowSpan(from, start, end), to, { transposeB: true });
    for (let i = start; i < end; i++) {
      found.push(isEmbedded(from, i) ? nearestAmong(row(similarities, i - start), candidates, count) : []);
    }
  }
  return found;
}

/** The most similar of some gallery rows, most similar first. @param similarities one per gallery row */
export const nearestAmong = (similarities: Float32Array, candidates: readonly number[], count: number): Neighbour[] =>
  largest(similarities, candidates, count).map((candidate) => ({ row: candidate, similarity: similarities[candidate] }));

const isEmbedded = (points: Matrix, index: number) => row(points, index).some((value) => value !== 0);

/** The candidates with the largest values, largest first; among equal values the first candidate. By insertion, as `count` is small. */
export function largest(values: Float32Array, candidates: readonly number[], count: number): number[] {
  const best: number[] = [];
  for (const candidate of candidates) {
    if (best.length >= count && !(values[candidate] > values[best[best.length - 1]])) continue;
    let index = best.length;
    while (index > 0 && values[best[index - 1]] < values[candidate]) index--;
    best.splice(index, 0, candidate);
    if (best.length > count) best.pop();
  }
  return best;
}
