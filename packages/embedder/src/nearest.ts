import { multiply, row, rowSpan, unitRows, type Matrix } from '@mmae/matrix';

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
    for (let i = start; i < end; i++) found.push(isEmbedded(from, i) ? largest(row(similarities, i - start), candidates, count) : []);
  }
  return found;
}

const isEmbedded = (points: Matrix, index: number) => row(points, index).some((value) => value !== 0);

/** The candidates of the largest values by insertion: `count` is small beside how many there are. */
function largest(values: Float32Array, candidates: readonly number[], count: number): Neighbour[] {
  const best: Neighbour[] = [];
  for (const candidate of candidates) {
    const similarity = values[candidate];
    if (best.length >= count && !(similarity > best[best.length - 1]?.similarity)) continue;
    let place = best.length;
    while (place > 0 && best[place - 1].similarity < similarity) place--;
    best.splice(place, 0, { row: candidate, similarity });
    if (best.length > count) best.pop();
  }
  return best;
}
