// Consensus codes: clusters on which several embeddings of the same samples agree. Their coordinates stand side by side, are smoothed
// over the graph of nearest neighbours, and Ward's method cuts the result (cf. A. Strehl and J. Ghosh, "Cluster ensembles",
// JMLR 3, 2002; the smoothing is that of X. Zhang et al., "Attributed graph clustering via adaptive graph convolution", IJCAI 2019).
import { centred, concatColumns, matrix, row, unitRows, type Matrix } from '@mmae/matrix';
import { checkPoints } from './check-points.ts';
import { nearestRows } from './neighbours.ts';
import { wardCuts } from './ward-cuts.ts';

export interface ConsensusOptions {
  /** neighbours of each sample in the graph, by cosine; 10 where it is not given, or all others where there are fewer */
  readonly numNeighbours?: number;
  /** how often each sample is averaged with its neighbours; 2 where it is not given */
  readonly numSmoothings?: number;
}

export interface ConsensusCodesOptions extends ConsensusOptions {
  /** or what chooses it, given the consensus embedding */
  readonly numClusters: number | ((embedding: Matrix) => number);
  /** for the k-means that goes before Ward's method where samples are many; 0 where it is not given */
  readonly seed?: number;
}

/**
 * A code for every sample: the number of its cluster.
 *
 * @param embeddings one row a sample each, of any width
 * @returns length `numSamples`
 * @throws RangeError as `consensusEmbedding`, or where there are more clusters than samples
 */
export function consensusCodes(embeddings: readonly Matrix[], { numClusters, seed = 0, ...options }: ConsensusCodesOptions): Int32Array {
  for (const embedding of embeddings) checkPoints('consensusCodes', embedding, typeof numClusters === 'number' ? numClusters : 1);
  const consensus = consensusEmbedding(embeddings, options);
  const count = typeof numClusters === 'number' ? numClusters : numClusters(consensus);
  return wardCuts(consensus, { maxClusters: count, seed })(count);
}

/**
 * Several embeddings as one: each is centred and divided by the root of its total variance, they stand side by side, rows have
 * length 1, and `numSmoothings` times each row becomes the direction of the sum of itself and its neighbours.
 *
 * @returns rows of length 1, shape `[numSamples, sum of widths]`
 * @throws RangeError where an embedding does not vary or is not finite, or where there are no more samples than neighbours
 */
export function consensusEmbedding(
  embeddings: readonly Matrix[],
  { numNeighbours = Math.min(10, embeddings[0].numRows - 1), numSmoothings = 2 }: ConsensusOptions = {},
): Matrix {
  for (const embedding of embeddings) checkPoints('consensusEmbedding', embedding);
  const joined = unitRows(concatColumns(embeddings.map(ofUnitVariance)));
  if (numSmoothings === 0 || joined.numRows === 1) return joined;
  const neighbours = nearestRows('consensusEmbedding', joined, numNeighbours);
  let smooth = joined;
  for (let i = 0; i < numSmoothings; i++) smooth = unitRows(withNeighbours(smooth, neighbours, numNeighbours));
  return smooth;
}

function ofUnitVariance(embedding: Matrix, index: number): Matrix {
  const result = centred(embedding);
  const variance = result.data.reduce((sum, value) => sum + value * value, 0) / result.numRows;
  if (!(variance > 0))
    throw new RangeError(`consensusEmbedding: expected embeddings that vary, got variance ${variance} in embedding ${index}`);
  for (let i = 0; i < result.data.length; i++) result.data[i] /= Math.sqrt(variance);
  return result;
}

/** The sum of each row and its neighbours: those that are among its nearest, and those that have it among theirs. */
function withNeighbours(rows: Matrix, neighbours: Int32Array, numNeighbours: number): Matrix {
  const sums = matrix(rows.numRows, rows.numColumns, rows.data.slice());
  const nearestOf = (i: number) => neighbours.subarray(i * numNeighbours, (i + 1) * numNeighbours);
  for (let i = 0; i < rows.numRows; i++) {
    for (const j of nearestOf(i)) {
      add(row(sums, i), row(rows, j));
      if (!nearestOf(j).includes(i)) add(row(sums, j), row(rows, i));
    }
  }
  return sums;
}

function add(target: Float32Array, source: Float32Array): void {
  for (let j = 0; j < target.length; j++) target[j] += source[j];
}
