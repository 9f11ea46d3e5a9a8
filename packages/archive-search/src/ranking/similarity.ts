import { cosines, unitVector, type VectorIndex } from './vector-index.ts';

/** How much each subset of modalities counts, such as `{ joint: 1 }`. */
export type Weights = Readonly<Record<string, number>>;

/** The query for one subset of modalities, of length 1; undefined where it has none. */
export type QueryVectors = (subset: string) => Float32Array | undefined;

/**
 * The weighted mean of the cosines of a query with the embeddings of each sample, over the subsets that both have; NaN where there is none.
 *
 * @param sampleKeys ascending; the result has one value for each
 */
export function similarities(
  sampleKeys: Uint32Array,
  indexOf: (subset: string) => VectorIndex | undefined,
  query: QueryVectors,
  weights: Weights,
): Float32Array {
  const sums = new Float32Array(sampleKeys.length);
  const totals = new Float32Array(sampleKeys.length);
  for (const [subset, weight] of Object.entries(weights)) {
    const [index, vector] = [indexOf(subset), query(subset)];
    if (!index || !vector || weight === 0) continue;
    const values = cosines(vector, index);
    let at = 0;
    for (let i = 0; i < sampleKeys.length && at < values.length; i++) {
      while (at < values.length && index.sampleKeys[at]! < sampleKeys[i]!) at++;
      if (index.sampleKeys[at] !== sampleKeys[i] || Number.isNaN(values[at])) continue;
      sums[i]! += weight * values[at]!;
      totals[i]! += weight;
    }
  }
  return sums.map((sum, i) => (totals[i] === 0 ? NaN : sum / totals[i]!));
}

/** Of the Rocchio feedback, as recommended in Manning, Raghavan and Schütze, Introduction to Information Retrieval, 9.1.1. */
const [relevantWeight, irrelevantWeight] = [0.75, 0.15];

/** Moves a query towards the mean of relevant vectors and away from that of irrelevant ones (Rocchio). @returns of length 1; undefined without any vector */
export function moved(
  query: Float32Array | undefined,
  relevant: readonly Float32Array[],
  irrelevant: readonly Float32Array[],
): Float32Array | undefined {
  const parts = [
    ...(query ? [{ vector: query, weight: 1 }] : []),
    ...relevant.map((vector) => ({ vector, weight: relevantWeight / relevant.length })),
    ...irrelevant.map((vector) => ({ vector, weight: -irrelevantWeight / irrelevant.length })),
  ];
  if (parts.length === 0 || (!query && relevant.length === 0)) return undefined;
  const sum = new Float32Array(parts[0]!.vector.length);
  for (const { vector, weight } of parts) for (let i = 0; i < sum.length; i++) sum[i]! += weight * vector[i]!;
  return unitVector(sum);
}

/** The direction of the mean of some unit vectors; undefined for none. */
export const meanDirection = (vectors: readonly Float32Array[]): Float32Array | undefined => moved(undefined, vectors, []);
