import { chooseNumClusters, wardCuts, type NumClustersChoice } from '@mmae/clustering';
import { selectRows, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import type { Distance } from './distances.ts';
import { silhouette } from './silhouette.ts';

export interface NumClustersOptions {
  /** smallest number tried, at least 2 */
  readonly from: number;
  /** largest number tried; never more than the number of points − 1 */
  readonly to: number;
  /** largest number of points to try it on; a random sample of more */
  readonly maxPoints: number;
  /** of the silhouette; `euclidean` takes quadratic time */
  readonly distance: Distance;
  readonly seed?: number;
}

/**
 * Chooses the number of Ward clusters with the highest mean silhouette. It needs no labels.
 *
 * @param points shape `[numPoints, dim]`
 * @returns the number, and the silhouette of each number tried; with too few points for a choice, the smallest number and no silhouettes
 * @throws RangeError unless `2 <= from <= numPoints`, and every number is finite
 */
export function numClustersBySilhouette(
  points: Matrix,
  { from, to, maxPoints, distance, seed = 0 }: NumClustersOptions,
): Pick<NumClustersChoice, 'numClusters' | 'scores'> {
  if (!(Number.isInteger(from) && from >= 2 && from <= points.numRows)) {
    throw new RangeError(`numClustersBySilhouette: expected a whole 2 <= from <= ${points.numRows} (points), got ${from}. Add points.`);
  }
  const sample = sampleOf(points, maxPoints, seed);
  const last = Math.min(to, sample.numRows - 1);
  if (last <= from) return { numClusters: from, scores: [] };
  const clustersOf = wardCuts(sample, { maxClusters: last, seed });
  const score = (clusters: Int32Array) => silhouette(sample, clusters, { distance }).mean;
  const { numClusters, scores } = chooseNumClusters({ from, to: last, clustersOf, score });
  return { numClusters, scores };
}

function sampleOf(points: Matrix, maxPoints: number, seed: number): Matrix {
  if (points.numRows <= maxPoints) return points;
  return selectRows(points, seededRandom(seed).permutation(points.numRows).subarray(0, maxPoints).sort());
}
