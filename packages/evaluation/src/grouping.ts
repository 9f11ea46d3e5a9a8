import { toPartition, type Label, type Labels } from './labels.ts';

/** Samples in the order of their clusters. */
export interface Grouping {
  readonly names: readonly Label[];
  /** the samples, those of cluster 0 first; within a cluster as they came; length numSamples */
  readonly order: Uint32Array;
  /** cluster c is `order[starts[c]]` to before `order[starts[c + 1]]`; length numClusters + 1 */
  readonly starts: Uint32Array;
}

/** The samples of each cluster. */
export const membersOf = ({ names, order, starts }: Grouping): Uint32Array[] =>
  names.map((_, c) => order.subarray(starts[c], starts[c + 1]));

/** @throws RangeError unless there are 2 to numSamples − 1 clusters: silhouettes and dispersions mean nothing otherwise */
export function groupByCluster(caller: string, clusters: Labels): Grouping {
  const { codes, names, sizes } = toPartition(caller, clusters);
  if (codes.length < 3) throw new RangeError(`${caller}: expected at least 3 points, in 2 clusters or more, got ${codes.length}`);
  if (names.length < 2 || names.length >= codes.length) {
    throw new RangeError(`${caller}: expected 2 to ${codes.length - 1} clusters of ${codes.length} points, got ${names.length}`);
  }
  const starts = new Uint32Array(names.length + 1);
  sizes.forEach((size, cluster) => (starts[cluster + 1] = starts[cluster] + size));
  const next = starts.slice();
  const order = new Uint32Array(codes.length);
  codes.forEach((cluster, sample) => (order[next[cluster]++] = sample));
  return { names, order, starts };
}
