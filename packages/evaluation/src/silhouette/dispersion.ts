import type { AnyMatrix } from '@mmae/matrix';
import { checkLabelled, membersOf, orderByCluster, type Labels } from '../labels.ts';
import { centroid, inSafeRange, relativeToMedian, squaredDistanceTo } from './distances.ts';

/**
 * Calinski & Harabasz (1974): dispersion between clusters divided by that within clusters, each per degree of freedom. Higher is better.
 *
 * @param given points, shape `[numSamples, dim]`; distances are euclidean
 * @returns above 0; 1 if all points of each cluster are equal, as in scikit-learn
 * @throws RangeError unless there are 2 to numSamples − 1 clusters, a cluster for each point, and every number is finite
 */
export function calinskiHarabasz(given: AnyMatrix, clusters: Labels): number {
  const members = clusterMembers('calinskiHarabasz', given, clusters);
  const points = normalized(given);
  const middle = centroid(
    points,
    Uint32Array.from({ length: points.numRows }, (_, i) => i),
  );
  let [between, within] = [0, 0];
  for (const rows of members) {
    const centre = centroid(points, rows);
    between += rows.length * squaredBetween(centre, middle);
    for (const row of rows) within += squaredDistanceTo(centre, points, row);
  }
  return within === 0 ? 1 : (between * (points.numRows - members.length)) / (within * (members.length - 1));
}

/**
 * Davies & Bouldin (1979): the mean over clusters of the largest (r + r') / d, where r is a cluster's mean distance from its centroid and d the
 * distance between two centroids. Lower is better.
 *
 * @param given points, shape `[numSamples, dim]`; distances are euclidean
 * @returns 0 or more; 0 if all points of each cluster are equal. Clusters with the same centroid are not compared, as in scikit-learn
 * @throws RangeError unless there are 2 to numSamples − 1 clusters, a cluster for each point, and every number is finite
 */
export function daviesBouldin(given: AnyMatrix, clusters: Labels): number {
  const members = clusterMembers('daviesBouldin', given, clusters);
  const points = normalized(given);
  const centres = members.map((rows) => centroid(points, rows));
  const radii = members.map(
    (rows, c) => rows.reduce((sum, row) => sum + Math.sqrt(squaredDistanceTo(centres[c], points, row)), 0) / rows.length,
  );
  const worst = centres.map((centre, c) => {
    const ratios = centres.map((other, o) => {
      const apart = Math.sqrt(squaredBetween(centre, other));
      return apart === 0 ? 0 : (radii[c] + radii[o]) / apart;
    });
    return ratios.reduce((max, ratio) => Math.max(max, ratio), 0);
  });
  return worst.reduce((sum, ratio) => sum + ratio, 0) / worst.length;
}

/** Neither measure depends on the origin or the unit, so points are shifted and scaled for the best precision. */
const normalized = (points: AnyMatrix) => inSafeRange(relativeToMedian(inSafeRange(points)));

/** Rows of each cluster, after checking the arguments. */
function clusterMembers(caller: string, points: AnyMatrix, clusters: Labels): Uint32Array[] {
  checkLabelled(caller, { points, labels: clusters });
  return membersOf(orderByCluster(caller, clusters));
}

function squaredBetween(first: Float64Array, second: Float64Array): number {
  return first.reduce((sum, value, j) => sum + (value - second[j]) ** 2, 0);
}
