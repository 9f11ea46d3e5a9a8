// Agglomerative clustering by the nearest-neighbour chain (F. Murtagh, The Computer Journal 26, 1983; D. Müllner, "Modern hierarchical,
// agglomerative clustering algorithms", arXiv 1109.2378): the merges of the greedy algorithm, in quadratic time.
import { multiply, rowSpan, type Matrix } from '@mmae/matrix';
import { squaredNorms } from './nearest.ts';
import { checkPoints, unitScaled } from './points.ts';

/** Distance of two clusters: by the increase of the sum of squares, or the mean, largest or smallest distance of their points. */
export type Linkage = 'ward' | 'average' | 'complete' | 'single';

/** The merges that turn points into a single cluster, nearest first. */
export interface ClusterTree {
  readonly numPoints: number;
  /** two clusters per merge: a number below `numPoints` is a point, otherwise the result of merge `number − numPoints`; length `2 · (numPoints − 1)` */
  readonly merges: Int32Array;
  /** distance at each merge, as in SciPy; length `numPoints − 1` */
  readonly heights: Float64Array;
}

/** The pairwise distances of more points would exceed two gigabytes. */
const maxPoints = 30_000;

/**
 * Merges rows by euclidean distance, nearest clusters first. Needs `2 · n²` bytes for pairwise distances.
 *
 * @throws RangeError for a number that is not finite, no point, or more than 30,000 points
 */
export function agglomerate(points: Matrix, linkage: Linkage = 'ward'): ClusterTree {
  checkPoints('agglomerate', points);
  if (points.numRows > maxPoints) {
    throw new RangeError(
      `agglomerate: expected at most ${maxPoints} points, got ${points.numRows}. Cluster the points by k-means into a few times as many clusters, and merge their centres.`,
    );
  }
  const { scaled, unit } = unitScaled(points);
  const isSquared = linkage === 'ward';
  const chain = mergeAlongChain(pairDistances(scaled, { squared: isSquared }), points.numRows, updates[linkage]);
  return inOrder(chain, points.numRows, (distance) => unit * (isSquared ? Math.sqrt(distance) : distance));
}

/** Distance of a third cluster from the union of two (G. Lance and W. Williams, The Computer Journal 9, 1967). */
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

/** A merge of two clusters, each given by one of its points. */
interface Merge {
  readonly first: number;
  readonly second: number;
  readonly distance: number;
}

/** Follows nearest neighbours until two clusters are each other's, merges them, and continues from the rest of the chain. */
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

/** Of equally near clusters the previous one in the chain, so that every chain ends. */
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

/** Moves the points of cluster `first` to `second`, and leaves `first` empty. */
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

/** Sorts merges by distance, and numbers the resulting clusters. */
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

/** The root of a point or cluster in a union–find forest; shortens the path to it. */
export function root(parents: Int32Array, from: number): number {
  while (parents[from] !== from) {
    parents[from] = parents[parents[from]];
    from = parents[from];
  }
  return from;
}

/** Rows per block of the matrix product. */
const blockLength = 512;

/** Index of the pair (i, j) among all pairs of `numPoints`: (0, 1), (0, 2), …, (1, 2), …; i and j differ. */
function pairIndex(numPoints: number, i: number, j: number): number {
  return i < j ? i * numPoints - (i * (i + 3)) / 2 + j - 1 : j * numPoints - (j * (j + 3)) / 2 + i - 1;
}

/** Euclidean distances of all pairs, or their squares, by `pairIndex`. @returns length `n · (n − 1) / 2` */
function pairDistances(points: Matrix, { squared }: { squared: boolean }): Float32Array {
  const numPoints = points.numRows;
  const norms = squaredNorms(points);
  const distances = new Float32Array((numPoints * (numPoints - 1)) / 2);
  for (let start = 0; start < numPoints; start += blockLength) {
    const block = rowSpan(points, start, Math.min(start + blockLength, numPoints));
    const later = rowSpan(points, start, numPoints);
    const products = multiply(block, later, { transposeB: true });
    for (let i = start; i < start + block.numRows; i++) {
      for (let j = i + 1; j < numPoints; j++) {
        const product = products.data[(i - start) * later.numRows + j - start];
        const distance = Math.max(norms[i] + norms[j] - 2 * product, 0); // rounding can make it negative
        distances[pairIndex(numPoints, i, j)] = squared ? distance : Math.sqrt(distance);
      }
    }
  }
  return distances;
}
