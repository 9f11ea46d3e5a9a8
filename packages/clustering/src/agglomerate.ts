// Agglomerative clustering by the nearest-neighbour chain (F. Murtagh, The Computer Journal 26, 1983; D. Müllner, "Modern hierarchical,
// agglomerative clustering algorithms", arXiv 1109.2378): the merges of the greedy algorithm in a time that grows with the square of n.
import type { Matrix } from '@mmae/matrix';
import { checkPoints } from './check-points.ts';
import { pairDistances, pairIndex } from './pair-distances.ts';
import { unitScaled } from './unit-scale.ts';

/** How far two clusters are: by the growth of the sum of squares, or the mean, the largest, the smallest distance of their points. */
export type Linkage = 'ward' | 'average' | 'complete' | 'single';

/** The merges that take points to one cluster, nearest first. */
export interface ClusterTree {
  readonly numPoints: number;
  /** two clusters a merge: below `numPoints` a point, else the cluster of merge `number − numPoints`; length `2 · (numPoints − 1)` */
  readonly merges: Int32Array;
  /** the distance at each merge, as in SciPy; length `numPoints − 1` */
  readonly heights: Float64Array;
}

/** More points would need more than two gigabytes for the distances of their pairs. */
const maxPoints = 30_000;

/**
 * Merges the rows, nearest clusters first, by euclidean distance. It keeps a distance for every pair: `2 · n²` bytes.
 *
 * @throws RangeError where a number is not finite, or there is no point, or more than 30,000
 */
export function agglomerate(points: Matrix, linkage: Linkage = 'ward'): ClusterTree {
  checkPoints('agglomerate', points);
  if (points.numRows > maxPoints) {
    throw new RangeError(
      `agglomerate: expected at most ${maxPoints} points, got ${points.numRows}. Merge the centres of a k-means with a few times the clusters.`,
    );
  }
  const { scaled, unit } = unitScaled(points);
  const isSquared = linkage === 'ward';
  const chain = mergeAlongChain(pairDistances(scaled, { squared: isSquared }), points.numRows, updates[linkage]);
  return inOrder(chain, points.numRows, (distance) => unit * (isSquared ? Math.sqrt(distance) : distance));
}

/** The distance of a third cluster from two that were merged (G. Lance and W. Williams, The Computer Journal 9, 1967). */
type Update = (
  toFirst: number,
  toSecond: number,
  between: number,
  sizes: readonly [first: number, second: number, third: number],
) => number;

const updates: Record<Linkage, Update> = {
  ward: (toFirst, toSecond, between, [first, second, third]) =>
    ((first + third) * toFirst + (second + third) * toSecond - third * between) / (first + second + third),
  average: (toFirst, toSecond, _between, [first, second]) => (first * toFirst + second * toSecond) / (first + second),
  complete: (toFirst, toSecond) => Math.max(toFirst, toSecond),
  single: (toFirst, toSecond) => Math.min(toFirst, toSecond),
};

/** A merge names a point of each of its clusters. */
interface Merge {
  readonly first: number;
  readonly second: number;
  readonly distance: number;
}

/** Follows nearest neighbours until two are each other's, merges them, and goes on from what is left of the chain. */
function mergeAlongChain(distances: Float32Array, numPoints: number, update: Update): Merge[] {
  const sizes = new Float64Array(numPoints).fill(1);
  const merges: Merge[] = [];
  const chain: number[] = [];
  while (merges.length < numPoints - 1) {
    if (chain.length === 0) chain.push(sizes.findIndex((size) => size > 0));
    const last = chain[chain.length - 1];
    const { neighbour, distance } = nearestNeighbour(distances, sizes, last, chain[chain.length - 2] ?? -1);
    if (neighbour !== chain[chain.length - 2]) {
      chain.push(neighbour);
      continue;
    }
    chain.length -= 2;
    const [first, second] = [Math.min(last, neighbour), Math.max(last, neighbour)];
    merges.push({ first, second, distance });
    mergeInto(distances, sizes, first, second, update);
  }
  return merges;
}

/** Of equally near clusters the one before in the chain, so that a chain always ends. */
function nearestNeighbour(
  distances: Float32Array,
  sizes: Float64Array,
  from: number,
  before: number,
): { neighbour: number; distance: number } {
  const numPoints = sizes.length;
  let neighbour = before;
  let distance = before < 0 ? Infinity : distances[pairIndex(numPoints, from, before)];
  for (let i = 0; i < numPoints; i++) {
    if (i === from || sizes[i] === 0) continue;
    const other = distances[pairIndex(numPoints, from, i)];
    if (other < distance) {
      distance = other;
      neighbour = i;
    }
  }
  return { neighbour, distance };
}

/** Cluster `second` takes the place and the points of `first`, which is empty from now on. */
function mergeInto(distances: Float32Array, sizes: Float64Array, first: number, second: number, update: Update): void {
  const numPoints = sizes.length;
  const between = distances[pairIndex(numPoints, first, second)];
  for (let i = 0; i < numPoints; i++) {
    if (i === first || i === second || sizes[i] === 0) continue;
    const kept = pairIndex(numPoints, second, i);
    const toFirst = distances[pairIndex(numPoints, first, i)];
    distances[kept] = update(toFirst, distances[kept], between, [sizes[first], sizes[second], sizes[i]]);
  }
  sizes[second] += sizes[first];
  sizes[first] = 0;
}

/** Sorts the merges by distance, and numbers the clusters that they make. */
function inOrder(merges: Merge[], numPoints: number, toHeight: (distance: number) => number): ClusterTree {
  const ordered = merges.toSorted((a, b) => a.distance - b.distance);
  const parents = Int32Array.from({ length: 2 * numPoints - 1 }, (_, i) => i);
  const numbers = new Int32Array(2 * ordered.length);
  ordered.forEach(({ first, second }, step) => {
    const pair = [root(parents, first), root(parents, second)].sort((a, b) => a - b);
    numbers.set(pair, 2 * step);
    for (const cluster of pair) parents[cluster] = numPoints + step;
  });
  return { numPoints, merges: numbers, heights: Float64Array.from(ordered, ({ distance }) => toHeight(distance)) };
}

/** The cluster that a point or cluster belongs to at last; the way there is shortened. */
export function root(parents: Int32Array, from: number): number {
  while (parents[from] !== from) {
    parents[from] = parents[parents[from]];
    from = parents[from];
  }
  return from;
}
