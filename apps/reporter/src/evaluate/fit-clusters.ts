import { chooseNumClusters, kMeans, nearestCentre, wardCuts } from '@mmae/clustering';
import { silhouette } from '@mmae/evaluation';
import { selectRows, type Matrix } from '@mmae/matrix';
import type { Clustering } from '../results.ts';
import { evenPlaces } from './even-places.ts';
import type { Predict } from './missing-modalities.ts';

/** Clusters that were found on train points, ready for others. */
export interface FittedClusters {
  readonly numClusters: number;
  readonly predict: Predict;
}

/** Numbers of clusters that are tried where none is given, and the train points at most that they are tried on. */
const tried = { from: 2, to: 60, numPoints: 2000 };

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

/** The number of clusters whose Ward clusters of train points have the best silhouette. */
export function numClustersBySilhouette(train: Matrix, seed: number): number {
  const points = selectRows(train, evenPlaces(train.numRows, tried.numPoints));
  const to = Math.min(tried.to, points.numRows - 1);
  if (to <= tried.from) return Math.min(tried.from, train.numRows);
  const clustersOf = wardCuts(points, { maxClusters: to, seed });
  return chooseNumClusters({
    from: tried.from,
    to,
    clustersOf,
    score: (clusters) => silhouette(points, clusters, { distance: 'sqeuclidean' }).mean,
  }).numClusters;
}
