import { linearCka, modalityGap, mutualKnn, scoreInstances, scoreQueries, type QueryScore } from '@mmae/evaluation';
import { selectRows } from '@mmae/matrix';
import { allSubsets, subsetKey, type AlignmentScores, type Embeddings, type InstanceScores, type RetrievalScores } from '@mmae/run-folder';
import { evenIndices } from './clusters.ts';
import type { ScoringTask } from './scoring-task.ts';

/** Retrieval of one modality by others. */
export interface Direction {
  /** "image->audio" */
  readonly name: string;
  /** scores of each query; `query` is an index into the task's `scored` */
  readonly queries: readonly QueryScore[];
}

/** Every ordered pair of modalities that the method embeds into one space. A sample is relevant if it has the label of the query. */
export const retrievalDirections = (task: ScoringTask, embeddings: Embeddings): Direction[] =>
  directionsFrom(task, embeddings, ({ length }) => length === 1);

/** Several modalities of a sample as a query for one of the others: "audio+image->text". */
export const subsetDirections = (task: ScoringTask, embeddings: Embeddings): Direction[] =>
  directionsFrom(task, embeddings, ({ length }) => length > 1);

function directionsFrom(task: ScoringTask, embeddings: Embeddings, isQuery: (subset: readonly string[]) => boolean): Direction[] {
  if (!task.labelling.canScore) return [];
  const { modalities } = task;
  return allSubsets(modalities)
    .filter(isQuery)
    .flatMap((from) => modalities.filter((to) => !from.includes(to)).map((to) => ({ from, to })))
    .filter(({ from, to }) => shareSpace(embeddings, subsetKey(from), to))
    .map(({ from, to }) => ({ name: `${subsetKey(from)}->${to}`, queries: queriesOf(task, embeddings, from, to) }))
    .filter(({ queries }) => queries.length > 0);
}

const shareSpace = (embeddings: Embeddings, first: string, second: string) =>
  embeddings[first] !== undefined && embeddings[first].numColumns === embeddings[second]?.numColumns;

/** Queries are the scored samples that have all the modalities in `from`. */
function queriesOf(task: ScoringTask, embeddings: Embeddings, from: readonly string[], to: string): QueryScore[] {
  const indicesWith = (needed: readonly string[]) =>
    [...task.scored.keys()].filter((index) => needed.every((modality) => task.present[task.scored[index]].includes(modality)));
  const [queries, gallery] = [indicesWith(from), indicesWith([to])];
  if (queries.length === 0 || gallery.length === 0) return [];
  const labelled = (indices: readonly number[], subset: string) => {
    const rows = indices.map((index) => task.scored[index]);
    return { points: selectRows(embeddings[subset], rows), labels: rows.map((row) => task.labels[row]) };
  };
  const scores = scoreQueries(labelled(queries, subsetKey(from)), labelled(gallery, to));
  return scores.map((score) => ({ ...score, query: queries[score.query] }));
}

/** Means over the queries of each direction; undefined without directions. */
export const retrievalScores = (directions: readonly Direction[]): Record<string, RetrievalScores> | undefined =>
  directions.length > 0 ? Object.fromEntries(directions.map((direction) => [direction.name, meanScores(direction)])) : undefined;

function meanScores({ queries }: Direction): RetrievalScores {
  const mean = (of: (score: QueryScore) => number) => queries.reduce((sum, score) => sum + of(score), 0) / queries.length;
  const ranks = Float64Array.from(queries, ({ firstRank }) => firstRank).sort();
  return {
    map: mean(({ averagePrecision }) => averagePrecision),
    recallAt1: mean(({ hitAt1 }) => hitAt1),
    recallAt5: mean(({ hitAt5 }) => hitAt5),
    recallAt10: mean(({ hitAt10 }) => hitAt10),
    medianRank: (ranks[(ranks.length - 1) >> 1] + ranks[ranks.length >> 1]) / 2,
    ndcg: mean(({ ndcg }) => ndcg),
    chanceMap: mean(({ chance }) => chance),
    numQueries: queries.length,
  };
}

/** of instance recall */
const maxDepth = 10;

/**
 * Every ordered pair of modalities that the method embeds into one space, over the scored samples that have both. A hit is the very same sample, so
 * labels are not needed. A pair that at most ten samples have is left out: every partner would be among the ten nearest.
 */
export function instanceDirections(task: ScoringTask, embeddings: Embeddings): Direction[] {
  const { modalities, scored, present } = task;
  const pairs = modalities.flatMap((from) => modalities.filter((to) => to !== from).map((to) => [from, to] as const));
  return pairs.flatMap(([from, to]) => {
    const indices = [...scored.keys()].filter((index) => [from, to].every((modality) => present[scored[index]].includes(modality)));
    if (indices.length <= maxDepth || !shareSpace(embeddings, from, to)) return [];
    const rows = indices.map((index) => scored[index]);
    const queries = scoreInstances(selectRows(embeddings[from], rows), selectRows(embeddings[to], rows));
    return [{ name: `${from}->${to}`, queries: queries.map((score) => ({ ...score, query: indices[score.query] })) }];
  });
}

/** Means over the queries of each direction; undefined without directions. */
export function instanceScores(directions: readonly Direction[]): Record<string, InstanceScores> | undefined {
  const scoresOf = ({ queries }: Direction): InstanceScores => {
    const mean = (of: (score: QueryScore) => number) => queries.reduce((sum, score) => sum + of(score), 0) / queries.length;
    return {
      recallAt1: mean(({ hitAt1 }) => hitAt1),
      recallAt5: mean(({ hitAt5 }) => hitAt5),
      recallAt10: mean(({ hitAt10 }) => hitAt10),
      chanceAt1: 1 / queries.length,
      numQueries: queries.length,
    };
  };
  return directions.length > 0 ? Object.fromEntries(directions.map((direction) => [direction.name, scoresOf(direction)])) : undefined;
}

const numNeighbours = 10;
/** Mutual neighbours are searched among all samples, in quadratic time. */
const maxAlignmentSamples = 2000;

/** Alignment of two modalities of the same scored samples, by `audio+image`, for every pair that the method embeds into one space. */
export function alignmentScores(task: ScoringTask, embeddings: Embeddings): Record<string, AlignmentScores> | undefined {
  const { modalities, scored, present } = task;
  const pairs = modalities.flatMap((first, i) => modalities.slice(i + 1).map((second) => [first, second] as const));
  const entries = pairs.flatMap(([first, second]) => {
    if (!shareSpace(embeddings, first, second)) return [];
    const shared = scored.filter((row) => present[row].includes(first) && present[row].includes(second));
    const rows = evenIndices(shared.length, maxAlignmentSamples).map((index) => shared[index]);
    if (rows.length <= numNeighbours + 1) return [];
    const [a, b] = [selectRows(embeddings[first], rows), selectRows(embeddings[second], rows)];
    if (!hasVariance(a.data, a.numColumns) || !hasVariance(b.data, b.numColumns)) return [];
    const scores = { linearCka: linearCka(a, b), modalityGap: modalityGap(a, b), mutualKnn: mutualKnn(a, b, { numNeighbours }) };
    return [[subsetKey([first, second]), scores] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Whether any two rows differ. */
const hasVariance = (data: Float32Array, width: number) => data.some((value, i) => value !== data[i % width]);
