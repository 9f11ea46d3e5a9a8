import { kMeans, nearestCentre } from '@mmae/clustering';
import type { Matrix } from '@mmae/matrix';
import type { Predict } from './missing-modalities.ts';

/** Clusters that were found on train points, ready for others. */
export interface FittedClusters {
  readonly numClusters: number;
  readonly predict: Predict;
}

/** k-means with k-means++ and ten starts. */
export function fitClusters(train: Matrix, numClusters: number | undefined, seed: number): FittedClusters {
  const count = Math.min(numClusters ?? 10, train.numRows);
  const { centres } = kMeans(train, { numClusters: count, seed });
  return { numClusters: count, predict: (points) => nearestCentre(points, centres) };
}
