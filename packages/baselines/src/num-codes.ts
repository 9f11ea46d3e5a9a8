import { numClustersBySilhouette } from '@mmae/evaluation';
import type { Matrix } from '@mmae/matrix';

/** Numbers of codes that are tried, where train has enough samples for them. */
const tried = { from: 4, to: 80 };
/** A code is to have this many samples in the mean: of fewer, nothing is learnt. */
const samplesPerCode = 5;
/** Samples that the number is chosen on, at most. */
const maxPoints = 4096;

/** How many codes, and the silhouette of each number tried, in rising order. */
export interface NumCodes {
  readonly numClusters: number;
  readonly scores: readonly { readonly numClusters: number; readonly score: number }[];
}

/**
 * How many codes samples fall into, without labels: the number from 4 to 80 whose Ward clusters of the consensus embedding have the highest mean
 * silhouette by cosine; up to a fifth of the samples where they are few.
 *
 * @param consensus rows of length 1, as `consensusEmbedding` gives them; at least 2
 * @throws RangeError where there are fewer than 2 rows
 */
export function numCodes(consensus: Matrix, seed: number): NumCodes {
  const to = maxNumCodes(consensus.numRows);
  return numClustersBySilhouette(consensus, { from: Math.min(tried.from, to), to, maxPoints, distance: 'cosine', seed });
}

/** The largest number of codes that is tried for so many samples. */
export const maxNumCodes = (numSamples: number): number => Math.max(2, Math.min(tried.to, Math.floor(numSamples / samplesPerCode)));
