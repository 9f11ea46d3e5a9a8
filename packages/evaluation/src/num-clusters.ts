import { chooseNumClusters, wardCuts, type NumClustersChoice } from '@mmae/clustering';
import { selectRows, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import type { Distance } from './distance.ts';
import { silhouette } from './silhouette.ts';

export interface NumClustersOptions {
  /** the smallest number tried, at least 2 */
  readonly from: number;
  /** the largest number tried; fewer than there are points */
  readonly to: number;
  /** points at most that it is chosen on, drawn with the seed */
  readonly maxPoints: number;
  /** of the silhouette; `euclidean` costs the square of the points */
  readonly distance: Distance;
  readonly seed?: number;
}

/**
 * The number of clusters whose Ward clusters have the highest mean silhouette. No labels are needed.
 *
 * @param points shape `[numPoints, dim]`
 * @returns the number, and the silhouette of each number tried; the smallest number, with no silhouette, where there are too few points to compare
 * @throws RangeError unless `2 <= from <= numPoints`, and every number is finite
 */
export function numClustersBySilhouette(
  points: Matrix,
  { from, to, maxPoints, distance, seed = 0 }: NumClustersOptions,
): Pick<NumClustersChoice, 'numClusters' | 'scores'> {
  if (!(Number.isInteger(from) && from >= 2 && from <= points.numRows)) {
    throw new RangeError(`numClustersBySilhouette: expected a whole 2 <= from <= ${points.numRows} (points), got ${from}. Add points.`);
  }
  const chosenOn = drawn(points, maxPoints, seed);
  const last = Math.min(to, chosenOn.numRows - 1);
  if (last <= from) return { numClusters: from, scores: [] };
  const clustersOf = wardCuts(chosenOn, { maxClusters: last, seed });
  const score = (clusters: Int32Array) => silhouette(chosenOn, clusters, { distance }).mean;
  const { numClusters, scores } = chooseNumClusters({ from, to: last, clustersOf, score });
  return { numClusters, scores };
}

function drawn(points: Matrix, maxPoints: number, seed: number): Matrix {
  if (points.numRows <= maxPoints) return points;
  return selectRows(points, seededRandom(seed).permutation(points.numRows).subarray(0, maxPoints).sort());
}
