import type { AnyMatrix } from '@mmae/matrix';
import { checkLabelled, membersOf, orderByCluster, type ClusterOrder, type Label, type Labels } from '../labels.ts';
import { checkDistance, relativeToMedian, type ClusterDistances, type Distance } from './distances.ts';
import { euclideanMeans } from './euclidean-means.ts';
import { cosineMeans, squaredMeans } from './squared-means.ts';

export interface SilhouetteOptions {
  /** default `euclidean`: quadratic in the number of points; the other two are linear */
  readonly distance?: Distance;
  /** receives the share of the work done, 0 to 1; only with `euclidean` */
  readonly onProgress?: (done: number) => void;
}

export interface Silhouette {
  /** over all samples, −1 to 1 */
  readonly mean: number;
  /** −1 to 1; 0 in a cluster of one; length numSamples */
  readonly perSample: Float64Array;
  /** in order of first appearance */
  readonly perCluster: readonly ClusterSilhouette[];
}

export interface ClusterSilhouette {
  readonly cluster: Label;
  readonly size: number;
  readonly mean: number;
}

/**
 * Silhouettes (Rousseeuw 1987): (b − a) / max(a, b), where a is the mean distance of a sample to the others of its cluster and b that to the
 * nearest other cluster. As in scikit-learn, 0 in a cluster of one and for a = b = 0.
 *
 * @param points shape `[numSamples, dim]`
 * @throws RangeError unless there are 2 to numSamples − 1 clusters, a cluster for each point, and every number is finite
 */
export function silhouette(
  points: AnyMatrix,
  clusters: Labels,
  { distance = 'euclidean', onProgress }: SilhouetteOptions = {},
): Silhouette {
  checkDistance('silhouette', distance);
  checkLabelled('silhouette', { points, labels: clusters });
  const order = orderByCluster('silhouette', clusters);
  const perSample = silhouettes(meanDistances(distance, points, order, onProgress));
  const perCluster = membersOf(order).map((members, c) => {
    return { cluster: order.names[c], size: members.length, mean: meanOf(perSample, members) };
  });
  return { mean: meanOf(perSample, order.order), perSample, perCluster };
}

function meanDistances(distance: Distance, points: AnyMatrix, order: ClusterOrder, onProgress?: (done: number) => void): ClusterDistances {
  if (distance === 'cosine') return cosineMeans(points, order);
  const shifted = relativeToMedian(points);
  return distance === 'euclidean' ? euclideanMeans(shifted, order, onProgress) : squaredMeans(shifted, order);
}

function silhouettes({ own, other }: ClusterDistances): Float64Array {
  return own.map((a, i) => (Number.isNaN(a) || Math.max(a, other[i]) === 0 ? 0 : (other[i] - a) / Math.max(a, other[i])));
}

function meanOf(values: Float64Array, indices: Uint32Array): number {
  let sum = 0;
  for (const index of indices) sum += values[index];
  return sum / indices.length;
}
