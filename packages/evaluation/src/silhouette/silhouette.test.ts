// Also of `euclidean-means.ts`, `squared-means.ts` and `dispersion.ts`, which it reaches through the public functions.
import { readFileSync } from 'node:fs';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { calinskiHarabasz, daviesBouldin, silhouette, type Distance } from '../index.ts';

interface Case {
  readonly name: string;
  readonly points: number[][];
  readonly clusters: number[];
  readonly expected: { silhouette: Record<Distance, number[]>; calinskiHarabasz: number; daviesBouldin: number };
}
const reference: { cases: Case[] } = JSON.parse(readFileSync(new URL('../../test/reference/points.json', import.meta.url), 'utf8'));
const distances: Distance[] = ['euclidean', 'sqeuclidean', 'cosine'];

const fromRows = (rows: number[][]): Matrix => matrix(rows.length, rows[0].length, Float32Array.from(rows.flat()));

/** The largest difference between two arrays, and where it is. */
function worst(actual: ArrayLike<number>, expected: ArrayLike<number>): { index: number; difference: number } {
  const differences = Array.from(actual, (value, i) => Math.abs(value - expected[i]));
  const index = differences.reduce((best, difference, i) => (difference > differences[best] || Number.isNaN(difference) ? i : best), 0);
  return { index, difference: differences[index] };
}

describe.each(reference.cases)('equals scikit-learn: $name', ({ points, clusters, expected }) => {
  const rows = fromRows(points);

  test.each(distances)('silhouette, %s', (distance) => {
    const { perSample, mean } = silhouette(rows, clusters, { distance });
    expect(worst(perSample, expected.silhouette[distance])).toEqual({ index: expect.any(Number), difference: expect.closeTo(0, 5) });
    expect(mean).toBeCloseTo(expected.silhouette[distance].reduce((sum, value) => sum + value, 0) / clusters.length, 6);
  });

  test('Calinski–Harabasz and Davies–Bouldin', () => {
    expect(calinskiHarabasz(rows, clusters) / expected.calinskiHarabasz).toBeCloseTo(1, 9);
    expect(daviesBouldin(rows, clusters)).toBeCloseTo(expected.daviesBouldin, 9);
  });
});

/** Silhouettes of points in the plane by their definition, in double precision. */
function definition({ data }: Matrix, clusters: number[]): number[] {
  const sizes = new Map<number, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  return clusters.map((own, i) => {
    const sums = new Float64Array(Math.max(...clusters) + 1);
    clusters.forEach(
      (cluster, k) => (sums[cluster] += Math.sqrt((data[2 * i] - data[2 * k]) ** 2 + (data[2 * i + 1] - data[2 * k + 1]) ** 2)),
    );
    if (sizes.get(own) === 1) return 0;
    const a = sums[own] / (sizes.get(own)! - 1);
    const b = Math.min(...[...sizes].filter(([cluster]) => cluster !== own).map(([cluster, size]) => sums[cluster] / size));
    return (b - a) / Math.max(a, b);
  });
}

/** More points than a tile has rows, or columns, in clusters that end anywhere. */
function manyPoints(numPoints: number, numClusters: number, offset: number): { points: Matrix; clusters: number[] } {
  const random = seededRandom(8);
  const clusters = Array.from({ length: numPoints }, () => Math.min(random.integer(numClusters), random.integer(numClusters)));
  const points = matrix(numPoints, 2);
  clusters.forEach((cluster, i) =>
    points.data.set([offset + (cluster % 7) + 0.3 * random.normal(), Math.floor(cluster / 7) + 0.3 * random.normal()], 2 * i),
  );
  return { points, clusters };
}

test.each([
  [2100, 5, 0],
  [1300, 400, 0],
  [1300, 3, 100],
])('%d points in about %d clusters around %d equal the definition', (numPoints, numClusters, offset) => {
  const { points, clusters } = manyPoints(numPoints, numClusters, offset);
  const { perSample } = silhouette(points, clusters);
  expect(worst(perSample, definition(points, clusters)).difference).toBeLessThan(2e-6);
});

test('a cluster has the mean of its samples, and the result the mean of all', () => {
  const { perSample, perCluster, mean } = silhouette(matrix(5, 1, Float32Array.of(0, 1, 5, 6, 9)), ['a', 'a', 'b', 'b', 'c']);
  expect(perCluster.map(({ cluster, size }) => [cluster, size])).toEqual([['a', 2], ['b', 2], ['c', 1]]); // prettier-ignore
  expect(perCluster[0].mean).toBeCloseTo((perSample[0] + perSample[1]) / 2, 12);
  expect(perSample[0]).toBeCloseTo((5.5 - 1) / 5.5, 6);
  expect(perCluster[2].mean).toBe(0);
  expect(mean).toBeCloseTo(perSample.reduce((sum, value) => sum + value, 0) / 5, 12);
});

test('progress rises to 1', () => {
  const { points, clusters } = manyPoints(1300, 4, 0);
  const told: number[] = [];
  silhouette(points, clusters, { onProgress: (done) => told.push(done) });
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told).toHaveLength(3);
  expect(told.at(-1)).toBe(1);
});

const three = matrix(3, 1, Float32Array.of(1, 2, 4));
test.each([
  [() => silhouette(three, [1, 1, 1]), 'silhouette: expected 2 to 2 clusters of 3 points, got 1'],
  [() => calinskiHarabasz(three, [1, 2, 3]), 'calinskiHarabasz: expected 2 to 2 clusters of 3 points, got 3'],
  [() => daviesBouldin(three, [1, 2]), 'daviesBouldin: expected a label for each point and at least one, got 3 points and 2 labels'],
  [
    () => silhouette(matrix(3, 2, Float32Array.of(1, 2, 3, NaN, 5, 6)), [1, 1, 2]),
    'silhouette: expected finite numbers, got NaN at row 1, column 1',
  ],
  [
    () => silhouette(three, [1, 1, 2], { distance: 'manhattan' as Distance }),
    'silhouette: expected distance euclidean, sqeuclidean or cosine, got manhattan',
  ],
])('refuses: %#', (call, message) => {
  expect(call).toThrow(message);
});

test('points in one direction have cosine silhouette 0, and small angles are resolved', () => {
  const rays = matrix(4, 2, Float32Array.of(1, 1, 2, 2, 3, 3, 7, 7));
  expect(silhouette(rays, [0, 0, 1, 1], { distance: 'cosine' }).mean).toBe(0);
  const narrow = matrix(4, 2, Float32Array.of(1e4, 1, 2e4, 2, 1e4, 2, 2e4, 4));
  expect(silhouette(narrow, [0, 0, 1, 1], { distance: 'cosine' }).mean).toBeCloseTo(1, 9);
});
