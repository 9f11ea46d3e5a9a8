import type { Matrix } from '@mmae/matrix';
import { agglomerate, root, type ClusterTree } from './agglomerate.ts';
import { kMeans } from './k-means.ts';

/**
 * The clusters after stopping the merges at `numClusters`, numbered in order of first appearance.
 *
 * @returns cluster of each point, length `numPoints`
 * @throws RangeError unless `1 ≤ numClusters ≤ numPoints`
 */
export function cutTree({ numPoints, merges }: ClusterTree, numClusters: number): Int32Array {
  if (!(Number.isInteger(numClusters) && numClusters >= 1 && numClusters <= numPoints)) {
    throw new RangeError(`cutTree: expected from 1 to ${numPoints} clusters of ${numPoints} points, got ${numClusters}`);
  }
  const parents = Int32Array.from({ length: 2 * numPoints - 1 }, (_, i) => i);
  for (let step = 0; step < numPoints - numClusters; step++) {
    parents[merges[2 * step]] = parents[merges[2 * step + 1]] = numPoints + step;
  }
  return renumbered(Int32Array.from({ length: numPoints }, (_, point) => root(parents, point)));
}

/** Renumbers in order of first appearance. */
function renumbered(names: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return names.map((name) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  });
}

/** Largest number of points of which the tree itself is computed, in 134 MB. */
const maxTreePoints = 8192;

/** For more points, the tree of k-means centres is computed; centres per cluster. */
const centresPerCluster = 4;

export interface WardCutsOptions {
  /** largest number of clusters that the returned function accepts */
  readonly maxClusters: number;
  /** of k-means; default 0 */
  readonly seed?: number;
}

/**
 * Ward clusters for several numbers of clusters, from one tree. For more than 8,192 points the tree is that of k-means centres, in linear time.
 *
 * @returns a function from a number of clusters to the cluster of each point, length `numPoints`
 * @throws RangeError as `kMeans` and `agglomerate` do
 */
export function wardCuts(points: Matrix, { maxClusters, seed = 0 }: WardCutsOptions): (numClusters: number) => Int32Array {
  if (points.numRows <= maxTreePoints) {
    const tree = agglomerate(points);
    return (numClusters) => cutTree(tree, numClusters);
  }
  const { centres, clusters } = kMeans(points, { numClusters: centresPerCluster * maxClusters, numStarts: 1, seed });
  const tree = agglomerate(centres);
  return (numClusters) => {
    const clusterOfCentre = cutTree(tree, numClusters);
    return clusters.map((centre) => clusterOfCentre[centre]);
  };
}
