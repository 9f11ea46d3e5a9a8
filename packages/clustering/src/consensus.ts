// Consensus codes: clusters on which several embeddings of the same samples agree. The embeddings are concatenated, smoothed over the graph of nearest
// neighbours, and clustered by Ward's method (cf. A. Strehl and J. Ghosh, "Cluster ensembles", JMLR 3, 2002; smoothing as in X. Zhang et al.,
// "Attributed graph clustering via adaptive graph convolution", IJCAI 2019).
import { centred, concatColumns, matrix, row, unitRows, type Matrix } from '@mmae/matrix';
import { nearestRows } from './nearest.ts';
import { checkPoints } from './points.ts';
import { wardCuts } from './tree-cuts.ts';

export interface ConsensusOptions {
  /** neighbours of each sample in the graph, by cosine; default 10, or all others if there are fewer */
  readonly numNeighbours?: number;
  /** number of times that each sample is averaged with its neighbours; default 2 */
  readonly numSmoothings?: number;
  /** how much of a sample's own embedding is added to the smoothed one; default 0. It keeps what distinguishes a sample from its neighbours. */
  readonly ownWeight?: number;
}

export interface ConsensusCodesOptions extends ConsensusOptions {
  /** a number, or a function that chooses it from the consensus embedding */
  readonly numClusters: number | ((embedding: Matrix) => number);
  /** of the k-means before Ward's method, for more than 8,192 samples; default 0 */
  readonly seed?: number;
}

/**
 * A code for each sample: the number of its cluster.
 *
 * @param embeddings each `[numSamples, any width]`
 * @returns length `numSamples`
 * @throws RangeError as `consensusEmbedding` does, or for more clusters than samples
 */
export function consensusCodes(embeddings: readonly Matrix[], { numClusters, seed = 0, ...options }: ConsensusCodesOptions): Int32Array {
  for (const embedding of embeddings) checkPoints('consensusCodes', embedding, typeof numClusters === 'number' ? numClusters : 1);
  const consensus = consensusEmbedding(embeddings, options);
  const count = typeof numClusters === 'number' ? numClusters : numClusters(consensus);
  return wardCuts(consensus, { maxClusters: count, seed })(count);
}

/**
 * Combines several embeddings: each is centred and divided by the square root of its total variance; they are concatenated and rows scaled to
 * length 1; then `numSmoothings` times each row is replaced by the direction of the sum of itself and its neighbours. Finally, `ownWeight` times
 * the row before smoothing is added, and rows are scaled to length 1 again.
 *
 * @returns rows of length 1, shape `[numSamples, sum of widths]`
 * @throws RangeError for an embedding that is constant or not finite, or for no more samples than neighbours
 */
export function consensusEmbedding(
  embeddings: readonly Matrix[],
  { numNeighbours = Math.min(10, embeddings[0].numRows - 1), numSmoothings = 2, ownWeight = 0 }: ConsensusOptions = {},
): Matrix {
  for (const embedding of embeddings) checkPoints('consensusEmbedding', embedding);
  const joined = unitRows(concatColumns(embeddings.map(ofUnitVariance)));
  if (numSmoothings === 0 || joined.numRows === 1) return joined;
  const neighbours = nearestRows('consensusEmbedding', joined, numNeighbours);
  let smooth = joined;
  for (let i = 0; i < numSmoothings; i++) smooth = unitRows(withNeighbours(smooth, neighbours, numNeighbours));
  return ownWeight === 0 ? smooth : unitRows(plus(smooth, joined, ownWeight));
}

function ofUnitVariance(embedding: Matrix, index: number): Matrix {
  const result = centred(embedding);
  const variance = result.data.reduce((sum, value) => sum + value * value, 0) / result.numRows;
  if (!(variance > 0))
    throw new RangeError(`consensusEmbedding: expected embeddings that vary, got variance ${variance} in embedding ${index}`);
  for (let i = 0; i < result.data.length; i++) result.data[i] /= Math.sqrt(variance);
  return result;
}

/** Sum of each row and its neighbours: the rows among its nearest, and the rows that have it among theirs. */
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

/** a + weight · b */
function plus(a: Matrix, b: Matrix, weight: number): Matrix {
  const sums = a.data.map((value, i) => value + weight * b.data[i]);
  return matrix(a.numRows, a.numColumns, sums);
}

function add(target: Float32Array, source: Float32Array): void {
  for (let j = 0; j < target.length; j++) target[j] += source[j];
}
