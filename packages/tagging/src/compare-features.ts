import { samplesWithAll, type FeatureTable } from '@mmae/feature-table';
import { multiply, row, rowSpan, type Matrix } from '@mmae/matrix';
import type { Modality } from '@mmae/samples';

/** Queries per chunk: with a gallery of 10,000 rows their products take 2.5 MB per modality. */
const chunkLength = 64;

/**
 * Compares each query with each row of a gallery by the cosine of their concatenated features, for every subset of modalities. The product of a modality
 * is computed once, for all subsets that contain it.
 *
 * @param visit receives the index of a subset, a query that has all of its modalities, and a cosine per gallery row: 0 where the row lacks a modality or
 *   is zero. The array is overwritten by the next call
 */
export function compareFeatures(
  queries: FeatureTable<Matrix>,
  gallery: FeatureTable<Matrix>,
  subsets: readonly (readonly Modality[])[],
  visit: (subset: number, query: number, cosines: Float32Array) => void,
): void {
  const [ownLengths, lengths] = [queries, gallery].map((table) => subsets.map((from) => lengthsOf(table, from)));
  const cosines = new Float32Array(gallery.ids.length);
  for (let start = 0; start < queries.ids.length; start += chunkLength) {
    const end = Math.min(start + chunkLength, queries.ids.length);
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

/** Lengths of the concatenated rows; 0 for a row that lacks a modality. */
function lengthsOf(table: FeatureTable<Matrix>, from: readonly Modality[]): Float64Array {
  const lengths = new Float64Array(table.ids.length);
  for (const i of samplesWithAll(table, from)) {
    let sum = 0;
    for (const modality of from) for (const value of row(table.blocks[modality], i)) sum += value * value;
    lengths[i] = Math.sqrt(sum);
  }
  return lengths;
}
