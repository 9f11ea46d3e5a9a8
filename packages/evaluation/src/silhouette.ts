import type { AnyMatrix } from '@mmae/matrix';
import { aboutMedian } from './about-median.ts';
import { checkDistance, type Distance } from './distance.ts';
import { euclideanNearness } from './euclidean-nearness.ts';
import { groupByCluster, membersOf, type Grouping } from './grouping.ts';
import { checkLabelled } from './labelled.ts';
import type { Label, Labels } from './labels.ts';
import type { Nearness } from './nearness.ts';
import { cosineNearness, squaredNearness } from './squared-nearness.ts';

export interface SilhouetteOptions {
  /** default `euclidean`: quadratic in the number of points; the other two are linear */
  readonly distance?: Distance;
  /** told the share of the work that is done, 0 … 1, now and then; by `euclidean` alone */
  readonly onProgress?: (done: number) => void;
}

export interface Silhouette {
  /** over all samples, −1 … 1 */
  readonly mean: number;
  /** −1 … 1; 0 for a cluster of one; length numSamples */
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
 * Silhouettes (Rousseeuw 1987): (b − a) / max(a, b), where a is a sample's mean distance to the others of its cluster and b that to the
 * nearest other cluster. As in scikit-learn, 0 for a cluster of one and where a = b = 0.
 *
 * @param points shape `[numSamples, dim]`
 * @throws RangeError unless there are 2 to numSamples − 1 clusters, one a point, and every number is finite
 */
export function silhouette(
  points: AnyMatrix,
  clusters: Labels,
  { distance = 'euclidean', onProgress }: SilhouetteOptions = {},
): Silhouette {
  checkDistance('silhouette', distance);
  checkLabelled('silhouette', { points, labels: clusters });
  const grouping = groupByCluster('silhouette', clusters);
  const perSample = silhouettes(nearnessBy(distance, points, grouping, onProgress));
  const perCluster = membersOf(grouping).map((members, c) => {
    return { cluster: grouping.names[c], size: members.length, mean: meanOf(perSample, members) };
  });
  return { mean: meanOf(perSample, grouping.order), perSample, perCluster };
}

function nearnessBy(distance: Distance, points: AnyMatrix, grouping: Grouping, onProgress?: (done: number) => void): Nearness {
  if (distance === 'cosine') return cosineNearness(points, grouping);
  const near = aboutMedian(points);
  return distance === 'euclidean' ? euclideanNearness(near, grouping, onProgress) : squaredNearness(near, grouping);
}

function silhouettes({ own, other }: Nearness): Float64Array {
  return own.map((a, i) => (Number.isNaN(a) || Math.max(a, other[i]) === 0 ? 0 : (other[i] - a) / Math.max(a, other[i])));
}

function meanOf(values: Float64Array, indices: Uint32Array): number {
  let sum = 0;
  for (const index of indices) sum += values[index];
  return sum / indices.length;
}
