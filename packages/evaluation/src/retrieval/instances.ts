import type { Matrix } from '@mmae/matrix';
import { checkSameSamples } from '../labels.ts';
import { scoreQueries, type QueryScore, type RetrievalOptions } from './retrieval.ts';

/** How well samples find their own partners; means over the queries. */
export interface InstanceRecall {
  /** share of queries whose nearest item is their partner */
  readonly recallAt1: number;
  /** share of queries whose partner is among the five nearest items */
  readonly recallAt5: number;
  /** share of queries whose partner is among the ten nearest items */
  readonly recallAt10: number;
  readonly numQueries: number;
}

/**
 * Instance recall: how often the very partner of a query, the other modality of the same sample, is among the nearest items of the gallery. It needs
 * no labels. Chance is depth / numSamples. Ties are scored by their mean over all orders, so that repeated items share a hit.
 *
 * @param queries shape `[numSamples, width]`
 * @param partners the gallery, the same samples in the same order, `[numSamples, width]`
 * @throws RangeError unless both have the same shape, finite numbers, and at least one row
 */
export function instanceRecall(queries: Matrix, partners: Matrix, options: RetrievalOptions = {}): InstanceRecall {
  const scores = scoreInstances(queries, partners, options);
  const mean = (of: (score: QueryScore) => number) => scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  return {
    recallAt1: mean(({ hitAt1 }) => hitAt1),
    recallAt5: mean(({ hitAt5 }) => hitAt5),
    recallAt10: mean(({ hitAt10 }) => hitAt10),
    numQueries: scores.length,
  };
}

/** Scores of each query of {@link instanceRecall}, for intervals and paired tests. */
export function scoreInstances(queries: Matrix, partners: Matrix, options: RetrievalOptions = {}): QueryScore[] {
  checkSameSamples('instanceRecall', queries, partners);
  const labels = Uint32Array.from({ length: queries.numRows }, (_, sample) => sample);
  return scoreQueries({ points: queries, labels }, { points: partners, labels }, options);
}
