// Also of `k-means-seeds.ts`, `refine-in-doubles.ts` and `mini-batch-k-means.ts`.
import { matrix, row, selectRows, type DoubleMatrix, type Matrix } from '@mmae/matrix';
import { fromRows, separatedPoints, reference, samePartition } from './points.test.helpers.ts';
import { kMeans, miniBatchKMeans, nearestCentre } from './index.ts';

const points = fromRows(reference.points);

test.each(['kMeans', 'kMeansWithEmptyCluster'])('equals scikit-learn from the same initial centres: %s', (key) => {
  const { initialCentres, centres, clusters, inertia, numIterations } = reference[key];
  const found = kMeans(points, { numClusters: 5, initialCentres: fromRows(initialCentres) });
  expect([...found.clusters]).toEqual(clusters);
  expect(found.numIterations).toBe(numIterations);
  expect(found.inertia / inertia).toBeCloseTo(1, 5);
  found.centres.data.forEach((value, at) => expect(value).toBeCloseTo(centres.flat()[at], 4));
});

test('separated clusters are found, even far from zero', () => {
  const grouped = separatedPoints(400, 8, 20);
  for (let at = 0; at < grouped.data.length; at++) grouped.data[at] += 1000;
  const found = kMeans(grouped, { numClusters: 20 });
  expect(
    samePartition(
      found.clusters,
      Array.from({ length: 400 }, (_, i) => i % 20),
    ),
  ).toBe(true);
  expect([...nearestCentre(grouped, found.centres)]).toEqual([...found.clusters]);
});

test('inertia is the sum of squared distances, and more starts do not increase it', () => {
  const found = kMeans(points, { numClusters: 6, numStarts: 20, seed: 3 });
  const byHand = found.clusters.reduce(
    (sum, cluster, i) => sum + row(points, i).reduce((part, value, j) => part + (value - row(found.centres, cluster)[j]) ** 2, 0),
    0,
  );
  expect(found.inertia / byHand).toBeCloseTo(1, 5);
  expect(found.inertia).toBeLessThanOrEqual(kMeans(points, { numClusters: 6, numStarts: 1, seed: 3 }).inertia);
});

test('the same seed gives the same clusters', () => {
  expect(kMeans(points, { numClusters: 9, numStarts: 1, seed: 5 })).toEqual(kMeans(points, { numClusters: 9, numStarts: 1, seed: 5 }));
});

test('as many clusters as points, one cluster, and equal points', () => {
  const few = selectRows(points, [0, 1, 2]);
  expect(kMeans(few, { numClusters: 3 }).inertia).toBeCloseTo(0, 5);
  expect([...kMeans(points, { numClusters: 1 }).centres.data]).toHaveLength(3);
  const same = kMeans(matrix(6, 2, new Float32Array(12).fill(7)), { numClusters: 3 });
  expect(same.inertia).toBe(0);
  expect([...same.centres.data]).toEqual(new Array(6).fill(7));
});

test('mini-batches approximate k-means of all points', () => {
  const grouped = separatedPoints(3000, 6, 10);
  const found = miniBatchKMeans(grouped, { numClusters: 10, batchLength: 200, numBatches: 50, seed: 2 });
  expect(found.inertia / kMeans(grouped, { numClusters: 10 }).inertia).toBeLessThan(1.05);
});

test('arguments out of range are refused', () => {
  expect(() => kMeans(points, { numClusters: 81 })).toThrow('kMeans: expected from 1 to 80 clusters of 80 points, got 81');
  expect(() => kMeans(points, { numClusters: 2, numStarts: 0 })).toThrow('kMeans: expected at least 1 start, got 0');
  expect(() => kMeans(points, { numClusters: 2, initialCentres: matrix(2, 2) })).toThrow(
    'kMeans: expected initial centres of 2×3, got 2×2',
  );
  expect(() => kMeans(matrix(2, 1, Float32Array.of(1, NaN)), { numClusters: 1 })).toThrow(
    'kMeans: expected finite numbers, got NaN in row 1',
  );
  expect(() => nearestCentre(points, matrix(0, 3))).toThrow('nearestCentre: expected at least one centre of 3 numbers, got 0 of 3');
});

test.each([
  ['near the limit of single precision', Float32Array.of(1e38, 1.1e38, -1e38, 0.9e38, 1e38, -1.1e38)],
  ['whose squares underflow single precision', Float32Array.of(1e-30, 1.1e-30, -1e-30, 0.9e-30, 1e-30, -1.1e-30)],
  ['far from zero, in double precision', Float64Array.of(1e15 + 60, 1e15 + 61, 1e15, 1e15 + 59, 1e15 + 60, 1e15 + 1)],
])('two clusters of numbers %s', (_, data) => {
  const found = kMeans({ numRows: 6, numColumns: 1, data } as Matrix | DoubleMatrix, { numClusters: 2 });
  expect(samePartition(found.clusters, [0, 0, 1, 0, 0, 1])).toBe(true);
  expect(Number.isFinite(found.inertia) && found.inertia > 0).toBe(true);
});

test('double precision separates points whose differences are ten million times smaller than those of the clusters', () => {
  const data = Float64Array.of(0, 1e-5, 0, 1e-5, 1e6, 1e6);
  expect(samePartition(kMeans({ numRows: 6, numColumns: 1, data }, { numClusters: 3 }).clusters, [0, 1, 0, 1, 2, 2])).toBe(true);
});

test('more clusters than distinct points leave some empty', () => {
  for (const data of [Float32Array.of(1, 1, 5, 5), Float64Array.of(1, 1, 5, 5)]) {
    const found = kMeans({ numRows: 4, numColumns: 1, data } as Matrix | DoubleMatrix, { numClusters: 3 });
    expect(samePartition(found.clusters, [0, 0, 1, 1])).toBe(true);
    expect(found.inertia).toBe(0);
  }
});

test('inertia is in the squared unit of the points', () => {
  const scaled = (factor: number) => kMeans(matrix(4, 1, Float32Array.of(0, factor, 8 * factor, 10 * factor)), { numClusters: 2 }).inertia;
  expect(scaled(1)).toBe(2.5);
  expect(scaled(2 ** 40)).toBe(2.5 * 2 ** 80);
});
