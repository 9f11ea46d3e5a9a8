import type { AnyMatrix } from '@mmae/matrix';
import { aboutMedian } from './about-median.ts';
import { centroid, squaredDistanceTo } from './centroids.ts';
import { groupByCluster, membersOf } from './grouping.ts';
import { checkLabelled } from './labelled.ts';
import type { Labels } from './labels.ts';
import { inSafeRange } from './safe-range.ts';

/**
 * Calinski & Harabasz (1974): dispersion between clusters over that within them, each by its degrees of freedom; higher is better.
 *
 * @param given points, shape `[numSamples, dim]`; distances are euclidean
 * @returns 1 where every cluster is a single place, as in scikit-learn
 * @throws RangeError unless there are 2 to numSamples − 1 clusters, one a point, and every number is finite
 */
export function calinskiHarabasz(given: AnyMatrix, clusters: Labels): number {
  const members = clusterMembers('calinskiHarabasz', given, clusters);
  const points = differences(given);
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
 * Davies & Bouldin (1979): the mean over clusters of the worst (r + r') / d, r a cluster's mean distance from its centroid and d the
 * distance between two centroids; lower is better.
 *
 * @param given points, shape `[numSamples, dim]`; distances are euclidean
 * @returns 0 where every cluster is a single place; clusters with one centroid are not compared, as in scikit-learn
 * @throws RangeError unless there are 2 to numSamples − 1 clusters, one a point, and every number is finite
 */
export function daviesBouldin(given: AnyMatrix, clusters: Labels): number {
  const members = clusterMembers('daviesBouldin', given, clusters);
  const points = differences(given);
  const centres = members.map((rows) => centroid(points, rows));
  const radii = members.map(
    (rows, c) => rows.reduce((sum, row) => sum + Math.sqrt(squaredDistanceTo(centres[c], points, row)), 0) / rows.length,
  );
  const worst = centres.map((centre, c) => {
    const ratios = centres.map((other, o) => {
      const apart = Math.sqrt(squaredBetween(centre, other));
      return apart === 0 ? 0 : (radii[c] + radii[o]) / apart;
    });
    return ratios.reduce((most, ratio) => Math.max(most, ratio), 0);
  });
  return worst.reduce((sum, ratio) => sum + ratio, 0) / worst.length;
}

/** Neither measure depends on the origin or the unit: what differs is put where its squares are ordinary doubles. */
const differences = (points: AnyMatrix) => inSafeRange(aboutMedian(inSafeRange(points)));

/** The rows of each cluster. */
function clusterMembers(caller: string, points: AnyMatrix, clusters: Labels): Uint32Array[] {
  checkLabelled(caller, { points, labels: clusters });
  return membersOf(groupByCluster(caller, clusters));
}

function squaredBetween(first: Float64Array, second: Float64Array): number {
  return first.reduce((sum, value, j) => sum + (value - second[j]) ** 2, 0);
}
