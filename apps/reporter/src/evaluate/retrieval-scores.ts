import { scoreQueries, type QueryScore } from '@mmae/evaluation';
import { selectRows } from '@mmae/matrix';
import type { Embeddings, RetrievalScores } from '@mmae/run-folder';
import type { ScoringTask } from './scoring-task.ts';

/** One modality asking for another, query by query. */
export interface Direction {
  /** "image->audio" */
  readonly name: string;
  /** `query` is the place of the asker in the task's `scored` */
  readonly queries: readonly QueryScore[];
}

/** Every ordered pair of modalities that the method embeds into one space. Needs labels: what has the query's label is right. */
export function retrievalDirections(task: ScoringTask, embeddings: Embeddings): Direction[] {
  if (!task.hasLabels) return [];
  const { modalities } = task;
  const pairs = modalities.flatMap((from) => modalities.filter((to) => to !== from).map((to) => [from, to] as const));
  return pairs
    .filter(([from, to]) => embeddings[from] && embeddings[from].numColumns === embeddings[to]?.numColumns)
    .map(([from, to]) => ({ name: `${from}->${to}`, queries: queriesOf(task, embeddings, from, to) }))
    .filter(({ queries }) => queries.length > 0);
}

function queriesOf(task: ScoringTask, embeddings: Embeddings, from: string, to: string): QueryScore[] {
  const placesWith = (modality: string) => [...task.scored.keys()].filter((place) => task.present[task.scored[place]].includes(modality));
  const [askers, targets] = [placesWith(from), placesWith(to)];
  if (askers.length === 0 || targets.length === 0) return [];
  const labelled = (places: readonly number[], modality: string) => {
    const rows = places.map((place) => task.scored[place]);
    return { points: selectRows(embeddings[modality], rows), labels: rows.map((row) => task.labels[row]) };
  };
  const scores = scoreQueries(labelled(askers, from), labelled(targets, to));
  return scores.map((score) => ({ ...score, query: askers[score.query] }));
}

/** Means over the queries of a direction. */
export function toRetrievalScores({ queries }: Direction): RetrievalScores {
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
  };
}
