import { linearCka, modalityGap, mutualKnn } from '@mmae/evaluation';
import { selectRows } from '@mmae/matrix';
import { subsetKey, type AlignmentScores, type Embeddings } from '@mmae/run-folder';
import { evenPlaces } from './even-places.ts';
import type { ScoringTask } from './scoring-task.ts';

const numNeighbours = 10;
/** Neighbours are sought among all: quadratic. */
const mostSamples = 2000;

/** How near two modalities of the same scored samples lie, by `audio+image`; for those that the method embeds into one space. */
export function alignmentScores(task: ScoringTask, embeddings: Embeddings): Record<string, AlignmentScores> | undefined {
  const { modalities, scored, present } = task;
  const pairs = modalities.flatMap((first, i) => modalities.slice(i + 1).map((second) => [first, second] as const));
  const entries = pairs.flatMap(([first, second]) => {
    if (!embeddings[first] || embeddings[first].numColumns !== embeddings[second]?.numColumns) return [];
    const shared = scored.filter((row) => present[row].includes(first) && present[row].includes(second));
    const rows = evenPlaces(shared.length, mostSamples).map((place) => shared[place]);
    if (rows.length <= numNeighbours + 1) return [];
    const [a, b] = [selectRows(embeddings[first], rows), selectRows(embeddings[second], rows)];
    if (!varies(a.data, a.numColumns) || !varies(b.data, b.numColumns)) return [];
    const scores = { linearCka: linearCka(a, b), modalityGap: modalityGap(a, b), mutualKnn: mutualKnn(a, b, { numNeighbours }) };
    return [[subsetKey([first, second]), scores] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

const varies = (data: Float32Array, width: number) => data.some((value, at) => value !== data[at % width]);
