import { row, type Matrix } from '@mmae/matrix';
import { subsetKey, type Preview } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { clusterLabelsOf } from './cluster-labels.ts';
import { textsOf } from './media-kinds.ts';
import { typicalWords } from './words.ts';

export interface Share {
  readonly name: string;
  readonly share: number;
  /** items that have it, and all that were counted */
  readonly count: number;
  readonly total: number;
}

/** A cluster as a card shows it. */
export interface ClusterSummary {
  readonly cluster: number;
  /** of all splits */
  readonly size: number;
  /** what it is called: by the label of most of its train samples, "mixed" where no label has more than half, or by its number */
  readonly name: string;
  /** labels of its labelled samples, the most frequent first; none where labels say nothing */
  readonly labels: readonly Share[];
  /** where else the samples of its first label are: clusters by the share of that label, the greatest first */
  readonly elsewhere: readonly { readonly cluster: number; readonly share: Share }[];
  /** the shown samples nearest to its middle */
  readonly typical: readonly Preview[];
  readonly words: readonly string[];
}

/** Every cluster of the main method that holds a sample, the largest first. */
export function summarizeClusters(results: Results): ClusterSummary[] {
  const { run, clustering, embeddings, labelling } = results;
  const called = clusterLabelsOf(results);
  const areClasses = labelling.names || labelling.scores;
  const members = membersOf(clustering.clusters, clustering.numClusters);
  const joint = embeddings[subsetKey(run.modalities)];
  const words = typicalWords(textsOf(run), members, 8);
  const rowOf = new Map(run.samples.map(({ id }, index) => [id, index]));
  const summaries = members.map((rows, cluster) => ({
    cluster,
    size: rows.length,
    name: called ? String(called.get(cluster)?.label ?? 'mixed') : `cluster ${cluster + 1}`,
    labels: areClasses ? labelShares(rows.map((index) => run.samples[index].label)) : [],
    elsewhere: [],
    typical: nearestToMiddle(joint, rows, run.previews, rowOf),
    words: words[cluster].map(({ word }) => word),
  }));
  return summaries
    .filter(({ size }) => size > 0)
    .map((summary) => ({ ...summary, elsewhere: elsewhere(summary, results) }))
    .sort((a, b) => b.size - a.size);
}

function membersOf(clusters: Int32Array, numClusters: number): number[][] {
  const members: number[][] = Array.from({ length: numClusters }, () => []);
  clusters.forEach((cluster, index) => {
    if (cluster >= 0) members[cluster].push(index);
  });
  return members;
}

/** The share of each label among those given. */
export function labelShares(labels: readonly (string | undefined)[]): Share[] {
  const counts = new Map<string, number>();
  const given = labels.filter((label) => label !== undefined);
  for (const label of given) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, share: count / given.length, count, total: given.length }))
    .sort((a, b) => b.share - a.share);
}

function elsewhere({ cluster, labels }: ClusterSummary, { run, clustering }: Results): ClusterSummary['elsewhere'] {
  if (labels.length === 0) return [];
  const rows = run.samples.flatMap(({ label }, index) => (label === labels[0].name ? [index] : []));
  const shares = labelShares(rows.map((index) => String(clustering.clusters[index])));
  return shares
    .map((share) => ({ cluster: Number(share.name), share }))
    .filter((other) => other.cluster !== cluster && other.cluster >= 0 && other.share.share >= 0.05)
    .slice(0, 3);
}

function nearestToMiddle(
  points: Matrix,
  rows: readonly number[],
  previews: readonly Preview[],
  rowOf: ReadonlyMap<string, number>,
): Preview[] {
  const middle = new Float64Array(points.numColumns);
  for (const index of rows) row(points, index).forEach((value, column) => (middle[column] += value / rows.length));
  const distance = (index: number) => row(points, index).reduce((sum, value, column) => sum + (value - middle[column]) ** 2, 0);
  const inside = new Set(rows);
  return previews
    .map((preview) => ({ preview, index: rowOf.get(preview.id) ?? -1 }))
    .filter(({ index }) => inside.has(index))
    .map(({ preview, index }) => ({ preview, distance: distance(index) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ preview }) => preview);
}
