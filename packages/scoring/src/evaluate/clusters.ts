import { kMeans, nearestCentre } from '@mmae/clustering';
import { meanOver, resampled, silhouette, type Labels } from '@mmae/evaluation';
import { selectRows, type Matrix } from '@mmae/matrix';
import type { Interval } from '@mmae/run-folder';
import type { Clustering } from '../results.ts';
import { intervalsOf, withGroups, type DrawOptions } from './statistics.ts';

/** Assigns points `[numPoints, width]` to the clusters that were fitted on train. */
export type Predict = (points: Matrix) => Int32Array;

export interface FittedClusters {
  readonly numClusters: number;
  readonly predict: Predict;
}

/** k-means clusters of train points; as many as there are points, where they are fewer than `numClusters`. */
export function fitClusters(train: Matrix, numClusters: number, seed: number, numStarts: number): FittedClusters {
  const count = Math.min(numClusters, train.numRows);
  const { centres } = kMeans(train, { numClusters: count, seed, numStarts });
  return { numClusters: count, predict: (points) => nearestCentre(points, centres) };
}

/** The same clusters, renumbered by size, the largest first; −1 stays. */
export function largestFirst({ numClusters, clusters }: Clustering): Clustering {
  const sizes = new Float64Array(numClusters);
  for (const cluster of clusters) if (cluster >= 0) sizes[cluster] += 1;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a]);
  const ranks = new Map(order.map((cluster, rank) => [cluster, rank]));
  return { numClusters, clusters: clusters.map((cluster) => ranks.get(cluster) ?? -1) };
}

/** Samples that a silhouette is computed over: its cost grows with their square. */
export const maxSilhouetteSamples = 2000;

/**
 * The mean silhouette of evenly spaced points, with its bootstrap interval.
 *
 * @returns undefined for fewer than two clusters, or one per point, where a silhouette is meaningless
 */
export function meanSilhouette(points: Matrix, clusters: Labels, draws: DrawOptions): { mean: number; interval: Interval } | undefined {
  const indices = evenIndices(points.numRows, maxSilhouetteSamples);
  const sampled = Array.from(indices, (index) => clusters[index]);
  const numClusters = new Set(sampled).size;
  if (numClusters < 2 || numClusters >= sampled.length) return undefined;
  const { mean, perSample } = silhouette(selectRows(points, indices), sampled);
  const drawn = resampled(indices.length, { mean: meanOver(perSample) }, withGroups(draws, indices));
  return { mean, interval: intervalsOf(drawn, indices.length, [-1, 1]).mean };
}

/** Evenly spaced indices below `count`, at most `max` of them. */
export function evenIndices(count: number, max: number): Uint32Array {
  const step = Math.ceil(count / max);
  return Uint32Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}
