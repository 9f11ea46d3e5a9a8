import { agreement, calinskiHarabasz, daviesBouldin, silhouette, type Distance } from '@mmae/evaluation';
import { kMeans } from '@mmae/clustering';
import type { Matrix } from '@mmae/matrix';
import { UsageError } from '../usage-error.ts';

export interface ScoreOptions {
  /** what the points are; one a point */
  readonly labels?: readonly string[];
  /** where they were put; one a point */
  readonly clusters?: readonly string[];
  /** puts them into so many clusters by k-means instead */
  readonly numClusters?: number;
  readonly distance: Distance;
  /** of k-means */
  readonly seed: number;
  readonly onProgress: (message: string) => void;
}

/**
 * Every measure of clusters of points: their shape, and where labels are given too, how well they agree with them.
 *
 * @throws UsageError where there is nothing to score, or not one label or cluster a point
 */
export function scorePoints(points: Matrix, options: ScoreOptions): Record<string, number> {
  const { labels, distance, onProgress } = options;
  const clusters = clustersOf(points, options);
  const scored = clusters ?? labels;
  if (!scored) throw new UsageError('score: expected --labels, --clusters or --k, got none. Name what is to be scored.');
  for (const [name, values] of Object.entries({ labels, clusters })) {
    if (values && values.length !== points.numRows) {
      throw new UsageError(
        `score: expected one of ${name} a point, ${points.numRows}, got ${values.length}. Are the files of the same points?`,
      );
    }
  }
  return {
    n: points.numRows,
    dim: points.numColumns,
    silhouette: silhouette(points, scored, { distance, onProgress: (done) => onProgress(`silhouette: ${Math.floor(100 * done)} %`) }).mean,
    calinskiHarabasz: calinskiHarabasz(points, scored),
    daviesBouldin: daviesBouldin(points, scored),
    ...(labels && clusters && agreement(labels, clusters)),
  };
}

function clustersOf(points: Matrix, { clusters, numClusters, seed, onProgress }: ScoreOptions): readonly string[] | undefined {
  if (numClusters === undefined) return clusters;
  onProgress(`k-means: ${numClusters} clusters`);
  return Array.from(kMeans(points, { numClusters, seed }).clusters, String);
}
