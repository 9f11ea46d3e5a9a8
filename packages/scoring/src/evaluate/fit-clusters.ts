import { kMeans, nearestCentre } from '@mmae/clustering';
import type { Matrix } from '@mmae/matrix';
import type { Clustering } from '../results.ts';
import type { Predict } from './missing-modalities.ts';

/** Clusters that were found on train points, ready for others. */
export interface FittedClusters {
  readonly numClusters: number;
  readonly predict: Predict;
}

/** k-means by k-means++. */
export function fitClusters(train: Matrix, numClusters: number, seed: number, numStarts: number): FittedClusters {
  const count = Math.min(numClusters, train.numRows);
  const { centres } = kMeans(train, { numClusters: count, seed, numStarts });
  return { numClusters: count, predict: (points) => nearestCentre(points, centres) };
}

/** The same clusters numbered by how many samples they hold, the largest first; −1 stays. */
export function largestFirst({ numClusters, clusters }: Clustering): Clustering {
  const sizes = new Float64Array(numClusters);
  for (const cluster of clusters) if (cluster >= 0) sizes[cluster] += 1;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a]);
  const place = new Map(order.map((cluster, index) => [cluster, index]));
  return { numClusters, clusters: clusters.map((cluster) => place.get(cluster) ?? -1) };
}
