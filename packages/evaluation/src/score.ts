import { kMeans } from '@mmae/clustering';
import type { AnyMatrix } from '@mmae/matrix';
import { agreement, type Agreement } from './agreement/agreement.ts';
import type { Labels } from './labels.ts';
import { calinskiHarabasz, daviesBouldin } from './silhouette/dispersion.ts';
import { inSafeRange, type Distance } from './silhouette/distances.ts';
import { silhouette } from './silhouette/silhouette.ts';

export interface ScoreOptions {
  /** known classes */
  readonly labels?: Labels;
  /** found clusters */
  readonly clusters?: Labels;
  /** instead of `clusters`: finds this many by k-means, which is euclidean regardless of `distance` */
  readonly numClusters?: number;
  /** of the silhouette; default `euclidean`, which takes quadratic time (minutes for 250,000 points); the others take linear time */
  readonly distance?: Distance;
  /** of k-means; default 0 */
  readonly seed?: number;
  /** receives the share of the euclidean silhouette done, 0 to 1 */
  readonly onProgress?: (done: number) => void;
}

/** Scores of points; those of the agreement only with both labels and clusters. */
export interface Score extends Partial<Agreement> {
  readonly n: number;
  readonly dim: number;
  readonly silhouette: number;
  readonly calinskiHarabasz: number;
  readonly daviesBouldin: number;
}

/**
 * Scores how well points fall into clusters, or into labels without clusters, and how well the clusters agree with the labels.
 *
 * No measure depends on the unit of the points. Points in double precision may be far from zero, as timestamps are.
 *
 * @param given points, shape `[n, dim]`
 * @throws RangeError without labels and clusters, with both clusters and their number, or unless there are 2 to n − 1 clusters
 */
export function score(given: AnyMatrix, options: ScoreOptions): Score {
  const { labels, distance, onProgress } = options;
  const points = inSafeRange(given);
  const clusters = givenOrFound(points, options);
  const scored = clusters ?? labels;
  if (!scored) throw new RangeError('score: expected labels, clusters or a number of clusters, got none of them');
  return {
    n: points.numRows,
    dim: points.numColumns,
    silhouette: silhouette(points, scored, { distance, onProgress }).mean,
    calinskiHarabasz: calinskiHarabasz(points, scored),
    daviesBouldin: daviesBouldin(points, scored),
    ...(labels && clusters ? agreement(labels, clusters) : {}),
  };
}

function givenOrFound(points: AnyMatrix, { clusters, numClusters, seed = 0 }: ScoreOptions): Labels | undefined {
  if (numClusters === undefined) return clusters;
  if (clusters) throw new RangeError(`score: expected clusters or their number, got both (numClusters ${numClusters}). Leave one out.`);
  return kMeans(points, { numClusters, seed }).clusters;
}
