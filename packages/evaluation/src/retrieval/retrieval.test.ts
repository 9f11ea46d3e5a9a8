import { readFileSync } from 'node:fs';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import fc from 'fast-check';
import { retrieval, retrievalDirections, scoreQueries } from '../index.ts';
import {
  averagePrecision,
  chanceAveragePrecision,
  cumulativeDiscounts,
  firstRank,
  hitRate,
  normalizedGain,
  tiedRanking,
} from './tied-ranking.ts';

interface Reference {
  readonly queries: number[][];
  readonly queryLabels: number[];
  readonly gallery: number[][];
  readonly galleryLabels: number[];
  readonly expected: Record<string, number>;
  readonly tied: { scores: number[][]; relevant: number[][]; ndcg: number[] };
}
const reference: Reference = JSON.parse(readFileSync(new URL('../../test/reference/retrieval.json', import.meta.url), 'utf8'));
const fromRows = (rows: number[][]): Matrix => matrix(rows.length, rows[0].length, Float32Array.from(rows.flat()));

const queries = { points: fromRows(reference.queries), labels: reference.queryLabels };
const gallery = { points: fromRows(reference.gallery), labels: reference.galleryLabels };

test('equals scikit-learn', () => {
  const result: Record<string, number> = { ...retrieval(queries, gallery) };
  for (const [name, value] of Object.entries(reference.expected))
    expect({ [name]: result[name] }).toEqual({ [name]: expect.closeTo(value, 10) });
});

test('for rows of length 1, euclidean and cosine distance give the same ranking', () => {
  const onCircle = (points: Matrix) => {
    const angles = Array.from({ length: points.numRows }, (_, i) => points.data[i * points.numColumns]);
    return fromRows(angles.map((angle) => [Math.cos(angle), Math.sin(angle)]));
  };
  const [from, to] = [queries, gallery].map(({ points, labels }) => ({ points: onCircle(points), labels }));
  expect(retrieval(from, to, { distance: 'euclidean' }).map).toBeCloseTo(retrieval(from, to).map, 6);
});

test('nDCG of ties equals scikit-learn', () => {
  reference.tied.scores.forEach((scores, i) => {
    const ranking = tiedRanking(Float32Array.from(scores), indicesOf(reference.tied.relevant[i].map(Boolean)));
    expect(normalizedGain(ranking, cumulativeDiscounts(scores.length))).toBeCloseTo(reference.tied.ndcg[i], 10);
  });
});

const tiedItems = fc
  .array(fc.record({ score: fc.nat(2), relevant: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .filter((items) => items.some(({ relevant }) => relevant));

test('a measure of a ranking with ties is its mean over every order of them', () => {
  fc.assert(
    fc.property(tiedItems, (items) => {
      const scores = Float32Array.from(items, ({ score }) => score);
      const ranking = tiedRanking(scores, indicesOf(items.map(({ relevant }) => relevant)));
      const orders = permutations(items).filter((order) => order.every(({ score }, i) => i === 0 || order[i - 1].score >= score));
      const mean = (of: (order: boolean[]) => number) =>
        orders.reduce((sum, order) => sum + of(order.map(({ relevant }) => relevant)), 0) / orders.length;
      expect(averagePrecision(ranking)).toBeCloseTo(mean(precisionOf), 12);
      expect(firstRank(ranking)).toBeCloseTo(mean((order) => order.indexOf(true) + 1), 12); // prettier-ignore
      for (const depth of [1, 2, 5, 10]) {
        expect(hitRate(ranking, depth)).toBeCloseTo(mean((order) => Number(order.slice(0, depth).includes(true))), 12); // prettier-ignore
      }
    }),
    { numRuns: 60 },
  );
});

const indicesOf = (flags: boolean[]) => flags.flatMap((flag, i) => (flag ? [i] : []));

const permutations = <T>(items: T[]): T[][] =>
  items.length < 2 ? [items] : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));

/** Average precision of one order. */
function precisionOf(order: boolean[]): number {
  let found = 0;
  const precisions = order.map((relevant, i) => (relevant ? ++found / (i + 1) : 0));
  return precisions.reduce((sum, value) => sum + value, 0) / found;
}

test('chance is the average precision of a single tie', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (size, others) => {
      const alike = { numItems: size + others, numRelevant: size, ties: [{ numBefore: 0, size: size + others, numRelevant: size }] };
      expect(chanceAveragePrecision(size + others, size)).toBeCloseTo(averagePrecision(alike), 12);
    }),
  );
  expect(chanceAveragePrecision(1, 1)).toBe(1);
});

test('random points retrieve at chance level', () => {
  const random = seededRandom(4);
  const noise = (numRows: number) => ({
    points: matrix(numRows, 8, Float32Array.from({ length: numRows * 8 }, random.normal)),
    labels: Array.from({ length: numRows }, () => random.integer(4)),
  });
  const { map, chanceMap } = retrieval(noise(400), noise(100));
  expect(chanceMap).toBeGreaterThan(0.25);
  expect(Math.abs(map - chanceMap)).toBeLessThan(0.006);
});

test('a gallery of zeros scores at chance level, in any order', () => {
  const zeros = { points: matrix(40, 6), labels: gallery.labels };
  const { map, chanceMap, recallAt1 } = retrieval(queries, zeros);
  expect(map).toBeCloseTo(chanceMap, 12);
  expect(recallAt1).toBeCloseTo(
    queries.labels.reduce((sum, label) => sum + gallery.labels.filter((other) => other === label).length / 40, 0) / 25,
    12,
  );
});

test('equal rows are equally near, at any index', () => {
  const random = seededRandom(9);
  const points = matrix(1100, 70, Float32Array.from({ length: 1100 * 70 }, random.normal));
  for (const place of [500, 513, 1099]) points.data.copyWithin(place * 70, 0, 70);
  const labels = Array.from({ length: 1100 }, (_, i) => (i === 500 ? 'wanted' : 'other'));
  for (const distance of ['cosine', 'euclidean'] as const) {
    const [{ firstRank: rank }] = scoreQueries(
      { points: matrix(1, 70, points.data.slice(0, 70)), labels: ['wanted'] },
      { points, labels },
      { distance },
    );
    expect(rank).toBe(2.5);
  }
});

test('a query finds its own sample in another modality, and a query without a match is counted', () => {
  const eye = { points: fromRows([[1, 0, 0], [0, 1, 0], [0, 0, 1]]), labels: ['a', 'b', 'c'] }; // prettier-ignore
  const withStranger = { points: eye.points, labels: ['a', 'b', 'stranger'] };
  expect(retrieval(withStranger, eye)).toMatchObject({ map: 1, recallAt1: 1, medianRank: 1, ndcg: 1, numQueries: 2, numWithoutMatch: 1 });
});

test('every direction: each subset to each single modality outside it', () => {
  const directions = retrievalDirections({ image: queries, audio: gallery, 'audio+image': queries, text: gallery });
  expect(Object.keys(directions)).toEqual([
    'image->audio',
    'image->text',
    'audio->image',
    'audio->text',
    'audio+image->text',
    'text->image',
    'text->audio',
  ]);
  expect(directions['image->audio']).toEqual(retrieval(queries, gallery));
  expect(directions['audio->image']).toEqual(retrieval(gallery, queries));
});

test.each([
  [
    () => retrieval(queries, { ...gallery, labels: gallery.labels.map(String) }),
    'retrieval: expected a label that queries and gallery share, got none',
  ],
  [
    () => retrieval(queries, { points: matrix(1, 2), labels: [1] }),
    'retrieval: expected rows of the same width on both sides, got 25×6 against 1×2',
  ],
])('refuses: %#', (call, message) => {
  expect(call).toThrow(message);
});
