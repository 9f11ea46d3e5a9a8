import { majorityLabels, type Label, type MajorityLabel } from '@mmae/evaluation';
import { row, type Matrix } from '@mmae/matrix';
import { subsetKey, type Preview } from '@mmae/run-folder';
import type { Results } from '@mmae/scoring';
import { languageOf, stopWords } from '@mmae/text-features';
import { textsOf } from './media.ts';
import { typicalWords } from './typical-words.ts';

/** A label's share of some items: `count / total`. */
export interface Share {
  readonly name: string;
  readonly share: number;
  readonly count: number;
  readonly total: number;
}

/** What the page shows of a cluster. */
export interface ClusterSummary {
  readonly cluster: number;
  /** samples of all splits */
  readonly size: number;
  /** its label, "mixed", or its number if the run has no labels to name clusters by */
  readonly name: string;
  /** shares of its labelled samples, most frequent first; none if the labels are not classes */
  readonly labels: readonly Share[];
  /** other clusters with samples of its most frequent label, and their shares of that label, largest first */
  readonly elsewhere: readonly { readonly cluster: number; readonly share: Share }[];
  /** its previewed samples, nearest to its mean first */
  readonly typical: readonly Preview[];
  readonly words: readonly string[];
}

/**
 * The label that each cluster of the main method is named after, decided by training items alone, so that held-out items cannot make a name
 * correct. A cluster without an entry is mixed.
 *
 * @returns undefined if the training items have no labels to name clusters by
 */
export function clusterLabelsOf({ run, clustering, labelling }: Results): ReadonlyMap<Label, MajorityLabel> | undefined {
  if (!labelling.canName) return undefined;
  const rows = run.samples.flatMap(({ split, label, present }, row) => (split === 'train' && label && present.length > 0 ? [row] : []));
  return majorityLabels(
    rows.map((row) => run.samples[row].label!),
    rows.map((row) => clustering.clusters[row]),
  );
}

/** Every cluster of the main method that contains a sample, largest first. */
export function summarizeClusters(results: Results): ClusterSummary[] {
  const { run, clustering, embeddings, labelling } = results;
  const names = clusterLabelsOf(results);
  const areClasses = labelling.canName || labelling.canScore;
  const members = membersOf(clustering.clusters, clustering.numClusters);
  const joint = embeddings[subsetKey(run.modalities)];
  const words = typicalWords(textsOf(run), members, 8, stopWordsOf(run));
  const rowOf = new Map(run.samples.map(({ id }, index) => [id, index]));
  const summaries = members.map((rows, cluster) => ({
    cluster,
    size: rows.length,
    name: names ? String(names.get(cluster)?.label ?? 'mixed') : `cluster ${cluster + 1}`,
    labels: areClasses ? labelShares(rows.map((index) => run.samples[index].label)) : [],
    elsewhere: [],
    typical: nearestToMean(joint, rows, run.previews, rowOf),
    words: words[cluster].map(({ word }) => word),
  }));
  return summaries
    .filter(({ size }) => size > 0)
    .map((summary) => ({ ...summary, elsewhere: elsewhere(summary, results) }))
    .sort((a, b) => b.size - a.size);
}

/** Of all languages in the column `language` of the manifest. */
function stopWordsOf({ samples }: Results['run']): ReadonlySet<string> {
  const tags = [...new Set(samples.map(({ extra }) => extra.language).filter(Boolean))];
  return new Set(tags.flatMap((tag) => [...stopWordsOfTag(tag)]));
}

/** None for a tag that is none, such as "unknown language" in the row of an image. */
function stopWordsOfTag(tag: string): ReadonlySet<string> {
  try {
    return stopWords(languageOf(tag));
  } catch {
    return new Set();
  }
}

function membersOf(clusters: Int32Array, numClusters: number): number[][] {
  const members: number[][] = Array.from({ length: numClusters }, () => []);
  clusters.forEach((cluster, index) => {
    if (cluster >= 0) members[cluster].push(index);
  });
  return members;
}

/** The share of each label; undefined entries are not counted. */
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

function nearestToMean(
  points: Matrix,
  rows: readonly number[],
  previews: readonly Preview[],
  rowOf: ReadonlyMap<string, number>,
): Preview[] {
  const mean = new Float64Array(points.numColumns);
  for (const index of rows) row(points, index).forEach((value, column) => (mean[column] += value / rows.length));
  const distance = (index: number) => row(points, index).reduce((sum, value, column) => sum + (value - mean[column]) ** 2, 0);
  const inside = new Set(rows);
  return previews
    .map((preview) => ({ preview, index: rowOf.get(preview.id) ?? -1 }))
    .filter(({ index }) => inside.has(index))
    .map(({ preview, index }) => ({ preview, distance: distance(index) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ preview }) => preview);
}
