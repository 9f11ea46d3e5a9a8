import { checkLabelled, toSharedCodes, type Labelled } from '../labels.ts';
import type { Distance } from '../silhouette/distances.ts';
import { forEachQuery } from './neighbours.ts';
import {
  averagePrecision,
  chanceAveragePrecision,
  cumulativeDiscounts,
  firstRank,
  hitRate,
  normalizedGain,
  tiedRanking,
} from './tied-ranking.ts';

export interface RetrievalOptions {
  /** default `cosine` */
  readonly distance?: Distance;
}

/** Scores of one query. An item of the gallery is relevant if it has the label of the query. */
export interface QueryScore {
  /** row index of the query */
  readonly query: number;
  readonly averagePrecision: number;
  /** rank of the first relevant item, from 1 */
  readonly firstRank: number;
  /** 1 if a relevant item is among the first 1, 5 or 10, else 0; the expected value where that depends on the order of ties */
  readonly hitAt1: number;
  readonly hitAt5: number;
  readonly hitAt10: number;
  readonly ndcg: number;
  /** average precision of a random ranking */
  readonly chance: number;
}

/** Means over the queries with a relevant item in the gallery. */
export interface Retrieval {
  readonly map: number;
  /** share of queries with a relevant item among the first 1, 5 or 10: the hit rate, as is usual across modalities */
  readonly recallAt1: number;
  readonly recallAt5: number;
  readonly recallAt10: number;
  /** median over queries of the rank of the first relevant item */
  readonly medianRank: number;
  readonly ndcg: number;
  /** exact `map` of a random ranking */
  readonly chanceMap: number;
  readonly numQueries: number;
  /** queries without a relevant item in the gallery, which are left out */
  readonly numWithoutMatch: number;
}

/**
 * Retrieval of gallery items by queries.
 *
 * Every row of the gallery counts: if both sides have the same samples in two modalities, a query may find its own sample. Ties are scored by
 * their mean over all orders.
 *
 * @throws RangeError unless all numbers are finite and both sides have the same width, or if no query has a relevant item
 */
export function retrieval(queries: Labelled, gallery: Labelled, options: RetrievalOptions = {}): Retrieval {
  const scores = scoreQueries(queries, gallery, options);
  if (scores.length === 0)
    throw new RangeError(
      `retrieval: expected a label that queries and gallery share, got none. Use strings for both, or numbers for both.`,
    );
  const mean = (of: (score: QueryScore) => number) => scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  return {
    map: mean((score) => score.averagePrecision),
    recallAt1: mean((score) => score.hitAt1),
    recallAt5: mean((score) => score.hitAt5),
    recallAt10: mean((score) => score.hitAt10),
    medianRank: median(scores.map((score) => score.firstRank)),
    ndcg: mean((score) => score.ndcg),
    chanceMap: mean((score) => score.chance),
    numQueries: scores.length,
    numWithoutMatch: queries.labels.length - scores.length,
  };
}

/** Scores of each query, for intervals and paired tests; queries without a relevant item in the gallery are left out. */
export function scoreQueries(queries: Labelled, gallery: Labelled, { distance = 'cosine' }: RetrievalOptions = {}): QueryScore[] {
  checkLabelled('retrieval', queries);
  checkLabelled('retrieval', gallery);
  const [queryCodes, galleryCodes] = toSharedCodes('retrieval', queries.labels, gallery.labels);
  const discounts = cumulativeDiscounts(galleryCodes.length);
  const itemsOf = itemsByCode(galleryCodes);
  const scores: QueryScore[] = [];
  forEachQuery('retrieval', queries.points, gallery.points, distance, (query, similarities) => {
    const relevantItems = itemsOf.get(queryCodes[query]);
    if (relevantItems) scores.push(scoreOf(query, similarities, relevantItems, discounts));
  });
  return scores;
}

function itemsByCode(codes: Uint32Array): Map<number, number[]> {
  const items = new Map<number, number[]>();
  codes.forEach((code, item) => {
    const known = items.get(code);
    if (known) known.push(item);
    else items.set(code, [item]);
  });
  return items;
}

function scoreOf(query: number, similarities: Float32Array, relevantItems: readonly number[], discounts: Float64Array): QueryScore {
  const ranking = tiedRanking(similarities, relevantItems);
  return {
    query,
    averagePrecision: averagePrecision(ranking),
    firstRank: firstRank(ranking),
    hitAt1: hitRate(ranking, 1),
    hitAt5: hitRate(ranking, 5),
    hitAt10: hitRate(ranking, 10),
    ndcg: normalizedGain(ranking, discounts),
    chance: chanceAveragePrecision(ranking.numItems, ranking.numRelevant),
  };
}

/**
 * Retrieval in every direction: from each subset of modalities to each single modality outside it.
 *
 * @param embeddings by subset, such as `image`, `audio`, `audio+image`: embeddings of the samples that have these modalities, from these alone
 * @returns by direction, such as `image->audio` or `audio+image->text`
 */
export function retrievalDirections(
  embeddings: Readonly<Record<string, Labelled>>,
  options: RetrievalOptions = {},
): Record<string, Retrieval> {
  const directions = Object.keys(embeddings).flatMap((from) => targetsOf(from, embeddings).map((to) => [from, to]));
  return Object.fromEntries(directions.map(([from, to]) => [`${from}->${to}`, retrieval(embeddings[from], embeddings[to], options)]));
}

function targetsOf(from: string, embeddings: Readonly<Record<string, Labelled>>): string[] {
  const modalities = from.split('+');
  return Object.keys(embeddings).filter((to) => !to.includes('+') && !modalities.includes(to));
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
