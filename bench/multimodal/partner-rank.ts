import { scoreInstances } from '@mmae/evaluation';
import { selectRows } from '@mmae/matrix';
import type { Embeddings } from '@mmae/run-folder';

/**
 * How well one modality of a row finds the other modality of the same row among some rows: the mean reciprocal rank by cosine over all ordered pairs
 * of modalities. Settings are chosen by it; it needs no labels.
 *
 * @returns between 0 and 1
 */
export function partnerRank(embeddings: Embeddings, rows: readonly number[]): number {
  const single = Object.keys(embeddings).filter((subset) => !subset.includes('+'));
  const sides = single.map((modality) => selectRows(embeddings[modality], rows));
  const means = sides.flatMap((from) => sides.filter((to) => to !== from).map((to) => meanReciprocalRank(from, to)));
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

/** With one relevant item, average precision is the reciprocal of its rank. */
function meanReciprocalRank(...[queries, partners]: Parameters<typeof scoreInstances>): number {
  const scores = scoreInstances(queries, partners);
  return scores.reduce((sum, { averagePrecision }) => sum + averagePrecision, 0) / scores.length;
}
