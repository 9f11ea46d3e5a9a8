import { ari, bootstrapInterval, clusterLabels, meanOver, nmi, type QueryScore } from '@mmae/evaluation';
import type { PartScores, SampleRow } from '@mmae/run-folder';
import type { Direction } from './cross-modal.ts';
import type { ScoringTask } from './scoring-task.ts';
import { withGroups } from './statistics.ts';

/** Scored samples with the same value in a manifest column, such as `voice=real` or `corruption=noise`. */
export interface Part {
  readonly column: string;
  readonly value: string;
  /** into the task's `scored` */
  readonly indices: readonly number[];
}

/** Scores of fewer samples are not reported. */
const minPartSamples = 20;
/** A column with more values is a description, not a category. */
export const maxColumnValues = 24;

/** The parts of the scored samples, for each additional manifest column with at least two values that enough samples share. */
export function partsOf(samples: readonly SampleRow[], scored: Uint32Array): Part[] {
  const columns = Object.keys(samples[0]?.extra ?? {});
  return columns.flatMap((column) => {
    const indicesOf = new Map<string, number[]>();
    scored.forEach((row, index) => {
      const value = samples[row].extra[column] ?? '';
      if (value !== '') indicesOf.set(value, [...(indicesOf.get(value) ?? []), index]);
    });
    if (indicesOf.size > maxColumnValues) return [];
    const large = [...indicesOf].filter(([, indices]) => indices.length >= minPartSamples).sort(([a], [b]) => (a < b ? -1 : 1));
    return large.length > 1 ? large.map(([value, indices]) => ({ column, value, indices })) : [];
  });
}

/**
 * Scores of each part, by column, then value. Clusters are matched with labels over all scored samples.
 *
 * @param labels of the scored samples
 * @param clusters of the scored samples
 */
export function columnScores(task: ScoringTask, labels: readonly string[], clusters: Int32Array, directions: readonly Direction[]) {
  const matched = clusterLabels(labels, clusters);
  const isCorrect = labels.map((label, index) => (matched.get(clusters[index]) === label ? 1 : 0));
  const byColumn = new Map<string, Map<string, PartScores>>(); // a Map, as a column may have the name of an inherited property
  for (const { column, value, indices } of task.parts) {
    const pick = <T>(values: ArrayLike<T>) => indices.map((index) => values[index]);
    const { estimate, low, high } = bootstrapInterval(indices.length, meanOver(pick(isCorrect)), withGroups(task.draws, indices));
    const recallAt1 = meanRecallAt1(directions, new Set(indices));
    const ofColumn = byColumn.get(column) ?? byColumn.set(column, new Map()).get(column)!;
    ofColumn.set(value, {
      numSamples: indices.length,
      accuracy: estimate,
      accuracyInterval: [low, high],
      nmi: nmi(pick(labels), pick(clusters)),
      ari: ari(pick(labels), pick(clusters)),
      ...(recallAt1 !== undefined && { recallAt1 }),
    });
  }
  if (byColumn.size === 0) return undefined;
  return Object.fromEntries([...byColumn].map(([column, ofColumn]) => [column, Object.fromEntries(ofColumn)]));
}

/** Recall@1 of the queries in a part, mean over directions, each with the same weight. */
function meanRecallAt1(directions: readonly Direction[], indices: ReadonlySet<number>): number | undefined {
  const means = directions
    .map(({ queries }) => queries.filter(({ query }) => indices.has(query)))
    .filter(({ length }) => length > 0)
    .map((queries: readonly QueryScore[]) => queries.reduce((sum, { hitAt1 }) => sum + hitAt1, 0) / queries.length);
  return means.length === 0 ? undefined : means.reduce((sum, mean) => sum + mean / means.length, 0);
}
