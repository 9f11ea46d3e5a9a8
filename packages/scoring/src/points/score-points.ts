import { kMeans } from '@mmae/clustering';
import { score, type Distance, type Labels, type Score } from '@mmae/evaluation';
import { InputError } from '@mmae/input';
import { firstNotFinite, type AnyMatrix } from '@mmae/matrix';

export interface ScorePointsOptions {
  /** known classes, a label per point */
  readonly labels?: Labels;
  /** a cluster per point */
  readonly clusters?: Labels;
  /** finds this many clusters by k-means, instead of `clusters` */
  readonly numClusters?: number;
  /** of the silhouette; default `euclidean`, in quadratic time; the others are linear */
  readonly distance?: Distance;
  /** of k-means; default 0 */
  readonly seed?: number;
  /** receives one line before k-means, and the progress of the silhouette */
  readonly onProgress?: (message: string) => void;
}

export interface ScoredPoints {
  readonly scores: Score;
  /** sentences about what k-means could not do */
  readonly remarks: readonly string[];
}

/**
 * Scores how well points fall into clusters, and how well the clusters agree with the labels. Without clusters, the labels are scored as clusters.
 *
 * @param points shape `[numPoints, dim]`
 * @throws InputError where nothing is to be scored, lengths differ, a number is not finite, or there are not 2 to numPoints − 1 clusters
 */
export function scorePoints(points: AnyMatrix, options: ScorePointsOptions): ScoredPoints {
  const { labels, numClusters, distance, seed = 0, onProgress = () => undefined } = options;
  checkGiven(points, options);
  if (numClusters !== undefined) onProgress(`k-means: ${points.numRows} points into ${numClusters} clusters`);
  const clusters = numClusters === undefined ? options.clusters : kMeans(points, { numClusters, seed }).clusters;
  const remarks = numClusters === undefined ? [] : remarksOn(clusters as Int32Array, numClusters);
  checkClusters(clusters ?? labels!);
  const scores = score(points, {
    labels,
    clusters,
    distance,
    onProgress: (done) => onProgress(`silhouette: ${Math.floor(100 * done)} %`),
  });
  return { scores, remarks };
}

function checkGiven({ numRows, numColumns, data }: AnyMatrix, { labels, clusters, numClusters }: ScorePointsOptions): void {
  if (!labels && !clusters && numClusters === undefined) {
    throw new InputError('score: expected labels, clusters or a number of clusters, got none. Name what to score.');
  }
  if (clusters && numClusters !== undefined) {
    throw new InputError(`score: expected clusters or their number, got both (${numClusters} clusters). Leave one out.`);
  }
  for (const [name, values] of Object.entries({ labels, clusters })) {
    if (values && values.length !== numRows)
      throw new InputError(`score: expected ${numRows} ${name}, one per point, got ${values.length}.`);
  }
  if (numRows < 3) throw new InputError(`score: expected at least 3 points, in 2 clusters or more, got ${numRows}.`);
  if (numClusters !== undefined && !(Number.isInteger(numClusters) && numClusters >= 2 && numClusters < numRows)) {
    throw new InputError(`score: expected from 2 to ${numRows - 1} clusters of ${numRows} points, got ${numClusters}.`);
  }
  const index = firstNotFinite(data);
  if (index >= 0) {
    throw new InputError(
      `score: expected finite numbers, got ${data[index]} in row ${Math.floor(index / numColumns)}, column ${index % numColumns}. Remove such rows.`,
    );
  }
}

function checkClusters(clusters: Labels): void {
  const [numClusters, numPoints] = [new Set(Array.from(clusters)).size, clusters.length];
  if (numClusters >= 2 && numClusters < numPoints) return;
  throw new InputError(`score: expected from 2 to ${numPoints - 1} clusters of ${numPoints} points, got ${numClusters}.`);
}

/** Equal points always share a cluster, so there may be fewer clusters than requested, as in scikit-learn. */
function remarksOn(clusters: Int32Array, numClusters: number): string[] {
  const numFound = new Set(clusters).size;
  if (numFound === numClusters) return [];
  if (numFound < 2)
    throw new InputError(`score: expected points that differ, for ${numClusters} clusters, got ${clusters.length} equal points.`);
  return [`k-means: found ${numFound} distinct clusters of ${numClusters}: there are no more distinct points`];
}
