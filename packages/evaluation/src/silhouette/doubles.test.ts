// Points in double precision that single precision cannot separate, or whose squares overflow it.
import { readFileSync } from 'node:fs';
import { kMeans } from '@mmae/clustering';
import { matrix, type DoubleMatrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { ari, calinskiHarabasz, daviesBouldin, score, silhouette } from '../index.ts';

interface Case {
  readonly name: string;
  readonly points: number[][];
  readonly clusters: number[];
  readonly expected: { silhouette: Record<'euclidean' | 'sqeuclidean', number[]>; calinskiHarabasz: number; daviesBouldin: number };
  readonly kMeans: { clusters: number[] };
}
const reference: { cases: Case[] } = JSON.parse(readFileSync(new URL('../../test/reference/doubles.json', import.meta.url), 'utf8'));

const doubles = (rows: number[][]): DoubleMatrix => ({
  numRows: rows.length,
  numColumns: rows[0].length,
  data: Float64Array.from(rows.flat()),
});
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each(reference.cases)('equals scikit-learn in float64: $name', ({ points, clusters, expected, kMeans: found }) => {
  test.each(['euclidean', 'sqeuclidean'] as const)('score by %s', (distance) => {
    const scores = score(doubles(points), { clusters, distance });
    expect(scores.silhouette).toBeCloseTo(mean(expected.silhouette[distance]), 6);
    expect(scores.calinskiHarabasz / expected.calinskiHarabasz).toBeCloseTo(1, 6);
    expect(scores.daviesBouldin / expected.daviesBouldin).toBeCloseTo(1, 6);
  });

  test('k-means finds the same clusters', () => {
    expect(ari(kMeans(doubles(points), { numClusters: new Set(clusters).size, numStarts: 50 }).clusters, found.clusters)).toBe(1);
  });
});

test('a fill value in any row does not merge the others', () => {
  const values = [1e20, 0, 0.1, 10, 10.1, 10.2];
  const clusters = [2, 0, 0, 1, 1, 1];
  const scored = [0, 1, 3, 5].map((at) => {
    const order = [...[1, 2, 3, 4, 5].toSpliced(at, 0, 0)];
    return score(doubles(order.map((row) => [values[row]])), { clusters: order.map((row) => clusters[row]) });
  });
  for (const { silhouette: mean, daviesBouldin: index } of scored) {
    expect(mean).toBeCloseTo(0.823383, 6); // scikit-learn's definition in exact arithmetic
    expect(index).toBeCloseTo(0.007739, 6);
  }
});

test('translated and scaled points have the same scores, except for the cosine, which depends on the origin', () => {
  const random = seededRandom(4);
  const clusters = Array.from({ length: 40 }, (_, i) => i % 3);
  const rows = clusters.map((cluster) => [3 * cluster + random.normal(), random.normal()]);
  const moved = (offset: number, scale: number) => doubles(rows.map((row) => row.map((value) => scale * (value + offset))));
  const near = score(moved(0, 1), { clusters });
  for (const [offset, scale] of [
    [2 ** 20, 1],
    [0, 2 ** 300],
    [0, 2 ** -300],
    [-(2 ** 20), 2 ** -60],
  ]) {
    // prettier-ignore
    const far = score(moved(offset, scale), { clusters });
    for (const key of ['silhouette', 'calinskiHarabasz', 'daviesBouldin'] as const) expect(far[key] / near[key]).toBeCloseTo(1, 6);
  }
  const byAngle = (offset: number, scale: number) => score(moved(offset, scale), { clusters, distance: 'cosine' }).silhouette;
  expect(byAngle(0, 2 ** 300)).toBeCloseTo(byAngle(0, 1), 12);
  expect(Math.abs(byAngle(2 ** 20, 1) - byAngle(0, 1))).toBeGreaterThan(0.01);
});

test('cosine distances resolve directions that differ in the ninth digit', () => {
  const points = doubles([[1e9, 1e9], [1e9, 1e9 + 1], [1e9, 1e9 + 60], [1e9, 1e9 + 61]]); // prettier-ignore
  expect(silhouette(points, [0, 0, 1, 1], { distance: 'cosine' }).mean).toBeCloseTo(1 - 1 / 3600, 4);
});

test('fewer than three points are refused', () => {
  expect(() => calinskiHarabasz(matrix(2, 1, Float32Array.of(1, 2)), [0, 1])).toThrow(
    'calinskiHarabasz: expected at least 3 points, in 2 clusters or more, got 2',
  );
  expect(daviesBouldin(doubles([[1e9], [1e9 + 1], [1e9 + 5]]), [0, 0, 1])).toBeCloseTo(0.5 / 4.5, 12);
});

test.each([1e15, 1e200, 1e300, -1e308])('a column of constant %d does not affect the other', (constant) => {
  const points = doubles([[constant, 1], [constant, 0], [constant, 0.5], [constant, 9], [constant, 9.5], [constant, 10]]); // prettier-ignore
  const clusters = [0, 0, 0, 1, 1, 1];
  expect(calinskiHarabasz(points, clusters)).toBeCloseTo(486, 6); // 121.5 between / (1 within / 4)
  expect(daviesBouldin(points, clusters)).toBeCloseTo(2 / 27, 9); // two radii of 1/3, 9 apart
  expect(score(points, { numClusters: 2 })).toMatchObject({
    calinskiHarabasz: expect.closeTo(486, 6),
    daviesBouldin: expect.closeTo(2 / 27, 9),
  });
});
