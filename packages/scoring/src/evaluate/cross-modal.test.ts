import { matrix } from '@mmae/matrix';
import type { Embeddings } from '@mmae/run-folder';
import { alignmentScores, retrievalDirections, retrievalScores, subsetDirections } from './cross-modal.ts';
import type { ScoringTask } from './scoring-task.ts';

/** Rows 0 to 3 are scored; row 2 has no audio. */
const task = {
  modalities: ['audio', 'image', 'text'],
  scored: Uint32Array.of(0, 1, 2, 3),
  present: [0, 1, 2, 3].map((row) => (row === 2 ? ['image', 'text'] : ['audio', 'image', 'text'])),
  labels: ['a', 'a', 'b', 'b'],
  labelling: { canScore: true, canName: true, reasons: [] },
} as unknown as ScoringTask;

const line = (...values: number[]) => matrix(values.length / 2, 2, Float32Array.from(values));
const points = line(1, 0, 0.9, 0.1, 0, 1, 0.1, 0.9);
const embeddings: Embeddings = { audio: points, image: points, text: matrix(4, 3), 'audio+image': points };

test('directions are between modalities of the same width, and queries are samples with the modality', () => {
  const directions = retrievalDirections(task, embeddings);
  expect(directions.map(({ name }) => name)).toEqual(['audio->image', 'image->audio']);
  expect(directions.map(({ queries }) => queries.map(({ query }) => query))).toEqual([[0, 1, 3], [0, 1, 2, 3]]); // prettier-ignore
  expect(retrievalScores(directions)!['audio->image']).toMatchObject({ map: 1, recallAt1: 1, medianRank: 1, numQueries: 3 });
});

test('several modalities are queries for one outside them', () => {
  const shared = { ...embeddings, text: points };
  expect(subsetDirections(task, shared).map(({ name }) => name)).toEqual(['audio+image->text']);
});

test('without labels there is no retrieval, and with few samples no alignment', () => {
  expect(retrievalDirections({ ...task, labelling: { ...task.labelling, canScore: false } }, embeddings)).toEqual([]);
  expect(retrievalScores([])).toBeUndefined();
  expect(alignmentScores(task, embeddings)).toBeUndefined();
});

test('equal embeddings are perfectly aligned; a constant one is not compared', () => {
  const numRows = 30;
  const varied = matrix(
    numRows,
    2,
    Float32Array.from({ length: 2 * numRows }, (_, i) => Math.sin(i * i)),
  );
  const many = {
    ...task,
    modalities: ['audio', 'image', 'text'],
    scored: Uint32Array.from({ length: numRows }, (_, row) => row),
    present: Array.from({ length: numRows }, () => ['audio', 'image', 'text']),
  } as ScoringTask;
  const scores = alignmentScores(many, { audio: varied, image: varied, text: matrix(numRows, 2) })!;
  expect(Object.keys(scores)).toEqual(['audio+image']);
  expect(scores['audio+image']).toEqual({ linearCka: expect.closeTo(1, 6), modalityGap: expect.closeTo(0, 6), mutualKnn: 1 });
});
