import { scoreQueries, type QueryScore } from '@mmae/evaluation';
import { selectRows } from '@mmae/matrix';
import { allSubsets, subsetKey, type Embeddings, type RetrievalScores } from '@mmae/run-folder';
import type { ScoringTask } from './scoring-task.ts';

/** One modality asking for another, query by query. */
export interface Direction {
  /** "image->audio" */
  readonly name: string;
  /** `query` is the place of the asker in the task's `scored` */
  readonly queries: readonly QueryScore[];
}

/** Every ordered pair of modalities that the method embeds into one space. Needs labels: what has the query's label is right. */
export const retrievalDirections = (task: ScoringTask, embeddings: Embeddings): Direction[] => directionsFrom(task, embeddings, 1);

/** From several modalities of a sample to one of the others: "audio+image->text". */
export const subsetDirections = (task: ScoringTask, embeddings: Embeddings): Direction[] => directionsFrom(task, embeddings, 2);

function directionsFrom(task: ScoringTask, embeddings: Embeddings, leastAsking: 1 | 2): Direction[] {
  if (!task.labelling.scores) return [];
  const { modalities } = task;
  const asking = allSubsets(modalities).filter(({ length }) => (leastAsking === 1 ? length === 1 : length > 1));
  return asking
    .flatMap((from) => modalities.filter((to) => !from.includes(to)).map((to) => ({ from, to })))
    .filter(({ from, to }) => isOneSpace(embeddings, subsetKey(from), to))
    .map(({ from, to }) => ({ name: `${subsetKey(from)}->${to}`, queries: queriesOf(task, embeddings, from, to) }))
    .filter(({ queries }) => queries.length > 0);
}

const isOneSpace = (embeddings: Embeddings, from: string, to: string) =>
  embeddings[from] !== undefined && embeddings[from].numColumns === embeddings[to]?.numColumns;

/** Asked by the samples that have everything that asks. */
function queriesOf(task: ScoringTask, embeddings: Embeddings, from: readonly string[], to: string): QueryScore[] {
  const placesWith = (needed: readonly string[]) =>
    [...task.scored.keys()].filter((place) => needed.every((modality) => task.present[task.scored[place]].includes(modality)));
  const [askers, targets] = [placesWith(from), placesWith([to])];
  if (askers.length === 0 || targets.length === 0) return [];
  const labelled = (places: readonly number[], subset: string) => {
    const rows = places.map((place) => task.scored[place]);
    return { points: selectRows(embeddings[subset], rows), labels: rows.map((row) => task.labels[row]) };
  };
  const scores = scoreQueries(labelled(askers, subsetKey(from)), labelled(targets, to));
  return scores.map((score) => ({ ...score, query: askers[score.query] }));
}

/** By direction; undefined where there is none. */
export const retrievalOf = (directions: readonly Direction[]): Record<string, RetrievalScores> | undefined =>
  directions.length > 0 ? Object.fromEntries(directions.map((direction) => [direction.name, toRetrievalScores(direction)])) : undefined;

/** Means over the queries of a direction. */
function toRetrievalScores({ queries }: Direction): RetrievalScores {
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
