// UMAP (L. McInnes et al., 2018, arXiv:1802.03426) takes minutes for 10,000 points in JavaScript. So it lays out landmarks, and every other point is placed
// among those that it is most similar to, as in landmark methods (V. de Silva and J. Tenenbaum, "Global versus local methods in nonlinear dimensionality reduction", 2003).
import { matrix, multiply, row, rowSpan, selectRows, unitRows, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { UMAP } from 'umap-js';

export interface MapOptions {
  readonly seed?: number;
  /** points that UMAP lays out, default 1,500 */
  readonly numLandmarks?: number;
  readonly signal?: AbortSignal;
  /** @param share of the work that is done, 0 … 1 */
  readonly onProgress?: (share: number) => void;
}

/** Landmarks that a point is placed among. */
const numNearest = 4;

/** Fewer points have no layout by neighbours. */
const minPoints = 4;

/** Points that are placed at a time: their similarities take 12 MB. */
const chunkLength = 2048;

/**
 * Positions of embeddings in the plane: what is similar is near. Large distances mean little.
 *
 * @param embeddings shape `[numPoints, width]`
 * @returns `[numPoints, 2]`, x and y in −1 … 1
 */
export async function mapLayout(
  embeddings: Matrix,
  { seed = 0, numLandmarks = 1500, signal, onProgress = () => {} }: MapOptions = {},
): Promise<Float32Array> {
  const points = unitRows(embeddings);
  const random = seededRandom(seed);
  const chosen = [...random.permutation(points.numRows).subarray(0, numLandmarks)].sort((a, b) => a - b);
  const landmarks = selectRows(points, chosen);
  const laidOut = await layOut(landmarks, seed, { signal, onProgress: (share) => onProgress(share / 2) });
  if (chosen.length === points.numRows) return toUnitSquare(laidOut);
  const placed = await placeAmong(points, landmarks, laidOut, { signal, onProgress: (share) => onProgress(0.5 + share / 2) });
  return toUnitSquare(placed);
}

async function layOut(points: Matrix, seed: number, { signal, onProgress }: Required<Pick<MapOptions, 'onProgress'>> & MapOptions) {
  if (points.numRows < minPoints)
    return matrix(
      points.numRows,
      2,
      Float32Array.from({ length: 2 * points.numRows }, (_, i) => (i % 2 ? 0 : i)),
    );
  const [nEpochs, nNeighbors] = [250, Math.min(15, points.numRows - 1)];
  const umap = new UMAP({ nNeighbors, minDist: 0.2, nEpochs, random: seededRandom(seed).next });
  const { indices, distances } = exactNeighbours(points, nNeighbors);
  umap.setPrecomputedKNN(indices, distances);
  umap.initializeFit(Array.from({ length: points.numRows }, (_, i) => Array.from(row(points, i))));
  for (let epoch = 0; epoch < nEpochs; epoch++) {
    umap.step();
    if (epoch % 10 > 0) continue;
    await nextTurn(); // lets signal handlers run
    signal?.throwIfAborted();
    onProgress(epoch / nEpochs);
  }
  return matrix(points.numRows, 2, Float32Array.from(umap.getEmbedding().flat()));
}

/** The nearest rows of each row, itself first, and their euclidean distances. */
function exactNeighbours(points: Matrix, count: number): { indices: number[][]; distances: number[][] } {
  const similarities = multiply(points, points, { transposeB: true });
  const indices = Array.from({ length: points.numRows }, (_, i) => {
    const own = row(similarities, i);
    own[i] = Infinity;
    return largest(own, count);
  });
  const distances = indices.map((neighbours, i) =>
    neighbours.map((j) => (j === i ? 0 : Math.sqrt(Math.max(0, 2 - 2 * similarities.data[i * points.numRows + j])))),
  );
  return { indices, distances };
}

/** Places each point at the weighted mean of its most similar landmarks, the nearest counting most. */
async function placeAmong(
  points: Matrix,
  landmarks: Matrix,
  laidOut: Matrix,
  { signal, onProgress }: Required<Pick<MapOptions, 'onProgress'>> & MapOptions,
): Promise<Matrix> {
  const placed = matrix(points.numRows, 2);
  for (let start = 0; start < points.numRows; start += chunkLength) {
    await nextTurn();
    signal?.throwIfAborted();
    onProgress(start / points.numRows);
    const end = Math.min(start + chunkLength, points.numRows);
    const similarities = multiply(rowSpan(points, start, end), landmarks, { transposeB: true });
    for (let i = start; i < end; i++) row(placed, i).set(positionOf(row(similarities, i - start), laidOut));
  }
  return placed;
}

/** @param similarities cosines, one per landmark */
function positionOf(similarities: Float32Array, laidOut: Matrix): [number, number] {
  const nearest = largest(similarities, numNearest);
  const best = similarities[nearest[0]];
  const spread = Math.max(1e-6, best - similarities[nearest[nearest.length - 1]]);
  let [x, y, total] = [0, 0, 0];
  for (const landmark of nearest) {
    const weight = similarities[landmark] > 1 - 1e-6 ? 1e6 : Math.exp((2 * (similarities[landmark] - best)) / spread); // a landmark stays where it is
    const [ownX, ownY] = row(laidOut, landmark);
    x += weight * ownX;
    y += weight * ownY;
    total += weight;
  }
  return [x / total, y / total];
}

/** Indices of the largest values, largest first. */
function largest(values: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (best.length === count && !(values[i] > values[best[count - 1]])) continue;
    let index = best.length;
    while (index > 0 && values[best[index - 1]] < values[i]) index--;
    best.splice(index, 0, i);
    if (best.length > count) best.pop();
  }
  return best;
}

/** Moves and scales positions, x and y alike, so that they fill −1 … 1 in the wider direction. */
function toUnitSquare({ data }: Matrix): Float32Array {
  const [from, to] = [
    [Infinity, Infinity],
    [-Infinity, -Infinity],
  ];
  data.forEach((value, i) => {
    from[i % 2] = Math.min(from[i % 2], value);
    to[i % 2] = Math.max(to[i % 2], value);
  });
  const scale = Math.max(to[0] - from[0], to[1] - from[1]) / 2 || 1;
  return data.map((value, i) => Math.min(1, Math.max(-1, (value - (from[i % 2] + to[i % 2]) / 2) / scale)));
}
