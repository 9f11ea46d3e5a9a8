import type { Matrix } from '@mmae/matrix';
import { agglomerate } from './agglomerate.ts';
import { cutTree } from './cut-tree.ts';
import { kMeans } from './k-means.ts';

/** Up to this many points the tree is that of the points themselves, in 134 MB. */
const maxTreePoints = 8192;

/** Beyond it, k-means makes this many times the clusters, and the tree is that of their centres. */
const centresPerCluster = 4;

export interface WardCutsOptions {
  /** the largest number of clusters that will be asked for */
  readonly maxClusters: number;
  readonly seed?: number;
}

/**
 * Ward clusters for any number of them, from one tree; past 8,192 points from the tree of k-means centres, in linear time.
 *
 * @returns a function from a number of clusters to the cluster of each point
 * @throws RangeError as `kMeans` and `agglomerate`
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
