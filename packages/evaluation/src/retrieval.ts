import type { Distance } from './distance.ts';
import { checkLabelled, type Labelled } from './labelled.ts';
import { toSharedCodes } from './labels.ts';
import { forEachQuery } from './similarities.ts';
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

/** How one query ranks the gallery; an item is relevant where it has the query's label. */
export interface QueryScore {
  /** row of the query */
  readonly query: number;
  readonly averagePrecision: number;
  /** rank of the first relevant item, from 1 */
  readonly firstRank: number;
  /** whether something relevant is among the first 1, 5, 10; between 0 and 1 where that hangs on the order of equally near items */
  readonly hitAt1: number;
  readonly hitAt5: number;
  readonly hitAt10: number;
  readonly ndcg: number;
  /** average precision of a random order */
  readonly chance: number;
}

/** Means over the queries that have something relevant in the gallery. */
export interface Retrieval {
  readonly map: number;
  /** share of queries with something relevant among the first 1, 5, 10: the hit rate, as is usual across modalities */
  readonly recallAt1: number;
  readonly recallAt5: number;
  readonly recallAt10: number;
  /** median over queries of the rank of the first relevant item */
  readonly medianRank: number;
  readonly ndcg: number;
  /** what `map` is for a random order, exactly */
  readonly chanceMap: number;
  readonly numQueries: number;
  /** queries left out, as nothing in the gallery has their label */
  readonly numWithoutMatch: number;
}

/**
 * Retrieval of the gallery by the queries.
 *
 * Every row of the gallery counts: where both sides show the same samples in two modalities, a query may find its own sample.
 * Equally near items are scored by their mean over all orders.
 *
 * @throws RangeError unless all is finite and of one width, or where no query has anything relevant
 */
export function retrieval(queries: Labelled, gallery: Labelled, options: RetrievalOptions = {}): Retrieval {
  const scores = scoreQueries(queries, gallery, options);
  if (scores.length === 0)
    throw new RangeError(`retrieval: expected a label that queries and gallery share, got none. Are both strings, or both numbers?`);
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

/** Each query by itself, for intervals and paired tests; without those that have nothing relevant in the gallery. */
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
 * Retrieval in every direction: by each set of modalities, of each single modality that is not in it.
 *
 * @param embeddings by `image`, `audio`, `audio+image` …: the samples that have those modalities, embedded from them alone
 * @returns by `image->audio`, `audio+image->text` …
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
