import { ari, nmi } from '@mmae/evaluation';
import { matrix, row, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { subsetKey, type AgreementScores, type Embeddings } from '@mmae/run-folder';
import type { Predict } from './clusters.ts';
import type { ScoringTask } from './scoring-task.ts';

/** Removes each modality of each row with the same probability. A row that would lose all of them keeps one, chosen at random. */
export function removeModalities(present: readonly (readonly string[])[], rate: number, seed: number): string[][] {
  const random = seededRandom(seed);
  return present.map((modalities) => {
    const kept = random.integer(modalities.length);
    const remaining = modalities.filter(() => random.next() >= rate);
    return remaining.length > 0 ? remaining : [modalities[kept]];
  });
}

/** A scored row and the modalities that it has left. */
interface ReducedRow {
  readonly row: number;
  readonly remaining: readonly string[];
}

/** Agreement by the share of removed modalities; undefined where the method has no embedding for some of the remaining subsets. */
export function missingScores(task: ScoringTask, embeddings: Embeddings, predict: Predict): Record<string, AgreementScores> | undefined {
  const entries = [...task.remaining].map(
    ([rate, remaining]) => [rate, agreementOf(task, embeddings, predict, reducedRows(task, remaining))] as const,
  );
  return entries.every(([, scores]) => scores) ? (Object.fromEntries(entries) as Record<string, AgreementScores>) : undefined;
}

/** Clusters of the scored rows after removing that share of their modalities; undefined as for {@link missingScores}. */
export function clustersWhenMissing(task: ScoringTask, embeddings: Embeddings, predict: Predict, rate: string): Int32Array | undefined {
  const points = embedReduced(embeddings, reducedRows(task, task.remaining.get(rate)!));
  return points && predict(points);
}

/** Agreement without one modality, and with it alone, by modality, over the rows that have any modality left. */
export function wholeModalityScores(task: ScoringTask, embeddings: Embeddings, predict: Predict) {
  const scoresBy = (isKept: (modality: string, named: string) => boolean) => {
    const entries = task.modalities.flatMap((named) => {
      const rows = [...task.scored]
        .map((row) => ({ row, remaining: task.present[row].filter((modality) => isKept(modality, named)) }))
        .filter(({ remaining }) => remaining.length > 0);
      const scores = rows.length > 0 && agreementOf(task, embeddings, predict, rows);
      return scores ? [[named, scores] as const] : [];
    });
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  };
  return { without: scoresBy((modality, removed) => modality !== removed), only: scoresBy((modality, kept) => modality === kept) };
}

const reducedRows = (task: ScoringTask, remaining: readonly (readonly string[])[]): ReducedRow[] =>
  remaining.map((modalities, index) => ({ row: task.scored[index], remaining: modalities }));

function agreementOf(
  task: ScoringTask,
  embeddings: Embeddings,
  predict: Predict,
  rows: readonly ReducedRow[],
): AgreementScores | undefined {
  const points = embedReduced(embeddings, rows);
  if (!points) return undefined;
  const [labels, clusters] = [rows.map(({ row }) => task.labels[row]), predict(points)];
  return { nmi: nmi(labels, clusters), ari: ari(labels, clusters) };
}

/** The embedding of each row's remaining modalities, `[rows.length, width]`; undefined where the method lacks one of the subsets. */
function embedReduced(embeddings: Embeddings, rows: readonly ReducedRow[]): Matrix | undefined {
  const sources = rows.map(({ remaining }) => embeddings[subsetKey(remaining)]);
  const width = sources[0]?.numColumns;
  if (width === undefined || sources.some((source) => source?.numColumns !== width)) return undefined;
  const points = matrix(rows.length, width);
  rows.forEach(({ row: index }, i) => points.data.set(row(sources[i], index), i * width));
  return points;
}
