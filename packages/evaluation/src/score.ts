import { kMeans } from '@mmae/clustering';
import type { AnyMatrix } from '@mmae/matrix';
import { agreement, type Agreement } from './agreement.ts';
import { calinskiHarabasz, daviesBouldin } from './dispersion.ts';
import type { Distance } from './distance.ts';
import type { Labels } from './labels.ts';
import { inSafeRange } from './safe-range.ts';
import { silhouette } from './silhouette.ts';

export interface ScoreOptions {
  /** given by the data */
  readonly labels?: Labels;
  /** found in it */
  readonly clusters?: Labels;
  /** in place of clusters: as many are found by k-means, which is euclidean whatever the distance */
  readonly numClusters?: number;
  /** of the silhouette; default `euclidean`, which takes quadratic time (250,000 points: minutes), the others linear */
  readonly distance?: Distance;
  /** of k-means; default 0 */
  readonly seed?: number;
  /** told the share of the euclidean silhouette that is done, 0 … 1 */
  readonly onProgress?: (done: number) => void;
}

/** The measures of the agreement are there where both labels and clusters are. */
export interface Score extends Partial<Agreement> {
  readonly n: number;
  readonly dim: number;
  readonly silhouette: number;
  readonly calinskiHarabasz: number;
  readonly daviesBouldin: number;
}

/**
 * How well points fall into clusters (into labels, where there are no clusters), and how well the clusters agree with the labels.
 *
 * No measure depends on the unit of the points; in double precision they may lie far from zero, too, as timestamps do.
 *
 * @param given points, shape `[n, dim]`
 * @throws RangeError where there is neither, both clusters and their number, or fewer than 2 or more than n − 1 of them
 */
export function score(given: AnyMatrix, options: ScoreOptions): Score {
  const { labels, distance, onProgress } = options;
  const points = inSafeRange(given);
  const clusters = givenOrFound(points, options);
  const parts = clusters ?? labels;
  if (!parts) throw new RangeError('score: expected labels, clusters or a number of clusters, got none of them');
  return {
    n: points.numRows,
    dim: points.numColumns,
    silhouette: silhouette(points, parts, { distance, onProgress }).mean,
    calinskiHarabasz: calinskiHarabasz(points, parts),
    daviesBouldin: daviesBouldin(points, parts),
    ...(labels && clusters ? agreement(labels, clusters) : {}),
  };
}

function givenOrFound(points: AnyMatrix, { clusters, numClusters, seed = 0 }: ScoreOptions): Labels | undefined {
  if (numClusters === undefined) return clusters;
  if (clusters) throw new RangeError(`score: expected clusters or their number, got both (numClusters ${numClusters}). Leave one out.`);
  return kMeans(points, { numClusters, seed }).clusters;
}
