import { matrix, row, type Matrix } from '@mmae/matrix';
import { subsetKey, type AgreementScores, type Embeddings } from '@mmae/run-folder';
import { ari, nmi } from '@mmae/evaluation';
import type { ScoringTask } from './scoring-task.ts';

/** Puts points into the clusters that were found on train. */
export type Predict = (points: Matrix) => Int32Array;

/** A scored row and what is left of it. */
interface Remainder {
  readonly row: number;
  readonly left: readonly string[];
}

/** Scores of rows that lost some of their modalities; undefined where the method does not embed some of the subsets that are left. */
export function missingScores(task: ScoringTask, embeddings: Embeddings, predict: Predict): Record<string, AgreementScores> | undefined {
  const entries = [...task.left].map(
    ([rate, left]) => [rate, agreementOfRest(task, embeddings, predict, remaindersAt(task, left))] as const,
  );
  return entries.every(([, scores]) => scores) ? (Object.fromEntries(entries) as Record<string, AgreementScores>) : undefined;
}

/** The clusters of the scored rows when that share of their modalities is gone; undefined as above. */
export function clustersWhenMissing(task: ScoringTask, embeddings: Embeddings, predict: Predict, rate: string): Int32Array | undefined {
  const points = embedRest(embeddings, remaindersAt(task, task.left.get(rate)!));
  return points && predict(points);
}

/** Scores with one whole modality gone, and with it alone, over the rows that have something left; by modality. */
export function wholeModalityScores(task: ScoringTask, embeddings: Embeddings, predict: Predict) {
  const scoresBy = (keep: (modality: string, lost: string) => boolean) => {
    const entries = task.modalities.flatMap((named) => {
      const rest = [...task.scored]
        .map((row) => ({ row, left: task.present[row].filter((modality) => keep(modality, named)) }))
        .filter(({ left }) => left.length > 0);
      const scores = rest.length > 0 && agreementOfRest(task, embeddings, predict, rest);
      return scores ? [[named, scores] as const] : [];
    });
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  };
  return { without: scoresBy((modality, lost) => modality !== lost), only: scoresBy((modality, alone) => modality === alone) };
}

const remaindersAt = (task: ScoringTask, left: readonly (readonly string[])[]): Remainder[] =>
  left.map((modalities, index) => ({ row: task.scored[index], left: modalities }));

function agreementOfRest(
  task: ScoringTask,
  embeddings: Embeddings,
  predict: Predict,
  rest: readonly Remainder[],
): AgreementScores | undefined {
  const points = embedRest(embeddings, rest);
  if (!points) return undefined;
  const [labels, clusters] = [rest.map(({ row }) => task.labels[row]), predict(points)];
  return { nmi: nmi(labels, clusters), ari: ari(labels, clusters) };
}

/** Each row from the embedding of what it has left. @returns undefined where the method has no embedding of some subset */
function embedRest(embeddings: Embeddings, rest: readonly Remainder[]): Matrix | undefined {
  const sources = rest.map(({ left }) => embeddings[subsetKey(left)]);
  const width = sources[0]?.numColumns;
  if (width === undefined || sources.some((source) => source?.numColumns !== width)) return undefined;
  const points = matrix(rest.length, width);
  rest.forEach(({ row: index }, i) => points.data.set(row(sources[i], index), i * width));
  return points;
}
