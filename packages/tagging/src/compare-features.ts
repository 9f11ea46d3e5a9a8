import { samplesWithAll, type FeatureTable } from '@mmae/feature-table';
import { multiply, row, rowSpan, type Matrix } from '@mmae/matrix';
import type { Modality } from '@mmae/samples';

/** So many queries meet the gallery at a time: with 10,000 rows their products are 2.5 MB a modality. */
const queriesAtOnce = 64;

/**
 * Compares each query with each row of a gallery by the cosine of their features side by side, from every subset of modalities. What a modality gives to
 * a product is made once, for all subsets that it is in.
 *
 * @param visit is told the place of a subset, a query that has all of it, and its cosines, one a row of the gallery: of 0 where a row lacks a modality or
 *   is zero. They are gone with the next call
 */
export function compareFeatures(
  queries: FeatureTable<Matrix>,
  gallery: FeatureTable<Matrix>,
  subsets: readonly (readonly Modality[])[],
  visit: (subset: number, query: number, cosines: Float32Array) => void,
): void {
  const [ownLengths, lengths] = [queries, gallery].map((table) => subsets.map((from) => lengthsOf(table, from)));
  const cosines = new Float32Array(gallery.ids.length);
  for (let start = 0; start < queries.ids.length; start += queriesAtOnce) {
    const end = Math.min(start + queriesAtOnce, queries.ids.length);
    const products = new Map(
      [...new Set(subsets.flat())].map((modality) => [
        modality,
        multiply(rowSpan(queries.blocks[modality], start, end), gallery.blocks[modality], { transposeB: true }),
      ]),
    );
    subsets.forEach((from, subset) => {
      const parts = from.map((modality) => products.get(modality)!);
      for (let query = start; query < end; query++) {
        if (!from.every((modality) => queries.present[modality][query] === 1)) continue;
        const sums = parts.map((part) => row(part, query - start));
        setCosines(cosines, sums, ownLengths[subset][query], lengths[subset]);
        visit(subset, query, cosines);
      }
    });
  }
}

function setCosines(cosines: Float32Array, parts: readonly Float32Array[], ownLength: number, lengths: Float64Array): void {
  for (let j = 0; j < cosines.length; j++) {
    let sum = 0;
    for (const part of parts) sum += part[j];
    const length = ownLength * lengths[j];
    cosines[j] = length > 0 ? sum / length : 0;
  }
}

/** Of the rows side by side; 0 for one that lacks a modality. */
function lengthsOf(table: FeatureTable<Matrix>, from: readonly Modality[]): Float64Array {
  const lengths = new Float64Array(table.ids.length);
  for (const i of samplesWithAll(table, from)) {
    let sum = 0;
    for (const modality of from) for (const value of row(table.blocks[modality], i)) sum += value * value;
    lengths[i] = Math.sqrt(sum);
  }
  return lengths;
}
