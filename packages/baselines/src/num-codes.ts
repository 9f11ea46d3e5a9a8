import { numClustersBySilhouette } from '@mmae/evaluation';
import type { Matrix } from '@mmae/matrix';

/** The range of numbers of codes to try, as far as train has enough samples. */
const tried = { from: 4, to: 80 };
/** Mean number of samples per code below which nothing can be learnt from it. */
const samplesPerCode = 5;
/** Maximum number of samples that the choice is made on. */
const maxPoints = 4096;

/** The chosen number of codes, and the silhouette of each number tried, in rising order. */
export interface NumCodes {
  readonly numClusters: number;
  readonly scores: readonly { readonly numClusters: number; readonly score: number }[];
}

/**
 * Chooses the number of codes without labels: the number from 4 to 80 whose Ward clusters of the consensus embedding have the highest mean
 * silhouette by cosine. It is at most a fifth of the number of samples.
 *
 * @param consensus rows of length 1, as `consensusEmbedding` gives them; at least 2
 * @throws RangeError where there are fewer than 2 rows
 */
export function numCodes(consensus: Matrix, seed: number): NumCodes {
  const to = maxNumCodes(consensus.numRows);
  return numClustersBySilhouette(consensus, { from: Math.min(tried.from, to), to, maxPoints, distance: 'cosine', seed });
}

/** The largest number of codes that is tried for that many samples. */
export const maxNumCodes = (numSamples: number): number => Math.max(2, Math.min(tried.to, Math.floor(numSamples / samplesPerCode)));
