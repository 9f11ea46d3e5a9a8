import { multiply, row, selectRows, type Matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import { squaredNorms } from './nearest.ts';

/**
 * Starting centres by greedy k-means++ (D. Arthur and S. Vassilvitskii, SODA 2007): each centre is drawn with probability proportional to its
 * squared distance from the nearest previous centre; of 2 + ⌊ln k⌋ candidates, the one that leaves the smallest sum of squared distances is kept.
 *
 * @returns rows of `points`, shape `[numClusters, numColumns]`
 */
export function kMeansSeeds(points: Matrix, numClusters: number, random: Random): Matrix {
  const norms = squaredNorms(points);
  const numDraws = 2 + Math.floor(Math.log(numClusters));
  const chosen = [random.integer(points.numRows)];
  let nearest = row(squaredDistances(points, norms, chosen), 0);
  while (chosen.length < numClusters) {
    const candidates = drawInProportion(nearest, numDraws, random);
    const distances = squaredDistances(points, norms, candidates);
    const sums = candidates.map((_, k) => keepSmaller(row(distances, k), nearest));
    const best = sums.indexOf(Math.min(...sums));
    chosen.push(candidates[best]);
    nearest = row(distances, best);
  }
  return selectRows(points, chosen);
}

/** Squared distances of the candidates from all points. @returns shape `[candidates.length, numPoints]` */
function squaredDistances(points: Matrix, norms: Float32Array, candidates: readonly number[]): Matrix {
  const distances = multiply(selectRows(points, candidates), points, { transposeB: true });
  candidates.forEach((candidate, k) => fromProducts(row(distances, k), norms[candidate], norms));
  return distances;
}

/** Replaces x·y by |x − y|². */
function fromProducts(products: Float32Array, norm: number, norms: Float32Array): void {
  for (let i = 0; i < products.length; i++) products[i] = Math.max(norm + norms[i] - 2 * products[i], 0);
}

/** Lowers each distance to the other one where that is smaller. @returns the sum of the distances */
function keepSmaller(distances: Float32Array, others: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < distances.length; i++) {
    if (others[i] < distances[i]) distances[i] = others[i];
    sum += distances[i];
  }
  return sum;
}

/** Indices drawn with probabilities proportional to `weights`, or uniformly if all are zero. */
function drawInProportion(weights: Float32Array, count: number, random: Random): number[] {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) sums[i] = total += weights[i];
  return Array.from({ length: count }, () => (total > 0 ? firstAbove(sums, random.next() * total) : random.integer(weights.length)));
}

/** The first index whose cumulative sum exceeds `limit`, by binary search. */
function firstAbove(sums: Float64Array, limit: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
