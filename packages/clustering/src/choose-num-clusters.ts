export interface ChooseNumClustersOptions {
  /** smallest number tried, at least 2 */
  readonly from: number;
  /** largest number tried */
  readonly to: number;
  /** cluster of each point for a number of clusters, such as a cut of a tree */
  readonly clustersOf: (numClusters: number) => Int32Array;
  /** quality of a clustering, higher is better, such as the mean silhouette */
  readonly score: (clusters: Int32Array) => number;
}

/** The best number of clusters, and the scores of all. */
export interface NumClustersChoice {
  readonly numClusters: number;
  readonly clusters: Int32Array;
  /** for each number tried, in ascending order */
  readonly scores: readonly { readonly numClusters: number; readonly score: number }[];
}

/**
 * The number of clusters with the best score; of equal scores the smallest number.
 *
 * @throws RangeError unless `2 ≤ from ≤ to`, or if every score is NaN or −∞
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
