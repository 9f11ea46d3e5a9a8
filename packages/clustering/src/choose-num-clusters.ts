export interface ChooseNumClustersOptions {
  /** the smallest number tried, 2 at least */
  readonly from: number;
  /** the largest number tried */
  readonly to: number;
  /** the cluster of each point, for a number of clusters: a cut of a tree, or a k-means */
  readonly clustersOf: (numClusters: number) => Int32Array;
  /** the higher the better: the mean silhouette, say */
  readonly score: (clusters: Int32Array) => number;
}

/** What was tried, and what did best. */
export interface NumClustersChoice {
  readonly numClusters: number;
  readonly clusters: Int32Array;
  /** for each number tried, in rising order */
  readonly scores: readonly { readonly numClusters: number; readonly score: number }[];
}

/**
 * The number of clusters with the best score; of equally good ones the smallest.
 *
 * @throws RangeError unless `2 ≤ from ≤ to`, or where no score is a number
 */
export function chooseNumClusters({ from, to, clustersOf, score }: ChooseNumClustersOptions): NumClustersChoice {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 2 && from <= to)) {
    throw new RangeError(`chooseNumClusters: expected whole 2 <= from <= to, got from=${from}, to=${to}`);
  }
  const scores = [];
  let best: { numClusters: number; clusters: Int32Array; score: number } | undefined;
  for (let numClusters = from; numClusters <= to; numClusters++) {
    const clusters = clustersOf(numClusters);
    const tried = { numClusters, score: score(clusters) };
    scores.push(tried);
    if (tried.score > (best?.score ?? -Infinity)) best = { ...tried, clusters };
  }
  if (!best) throw new RangeError(`chooseNumClusters: expected a score for some number of clusters, got ${scores[0].score} for all`);
  return { numClusters: best.numClusters, clusters: best.clusters, scores };
}
