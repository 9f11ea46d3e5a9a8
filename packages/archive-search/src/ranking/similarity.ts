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
    const values = cosinesAt(sampleKeys, vector, index);
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      sums[i]! += weight * value;
      totals[i]! += weight;
    }
  }
  for (let i = 0; i < sums.length; i++) sums[i] = totals[i] === 0 ? NaN : sums[i]! / totals[i]!;
  return sums;
}

/** Cosines of a query with some samples; NaN for those that the index does not have. @param sampleKeys ascending */
function cosinesAt(sampleKeys: Uint32Array, query: Float32Array, index: VectorIndex): Float32Array {
  const values = cosines(query, index);
  const result = new Float32Array(sampleKeys.length).fill(NaN);
  for (let i = 0, at = 0; i < sampleKeys.length; i++) {
    const key = sampleKeys[i]!;
    while (at < values.length && index.sampleKeys[at]! < key) at++;
    if (index.sampleKeys[at] === key) result[i] = values[at]!;
  }
  return result;
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
