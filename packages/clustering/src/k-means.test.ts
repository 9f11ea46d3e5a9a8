import { matrix, row, selectRows } from '@mmae/matrix';
import { fromRows, groupedPoints, reference, samePartition } from './points.test.helpers.ts';
import { kMeans, miniBatchKMeans, nearestCentre } from './index.ts';

const points = fromRows(reference.points);

test.each(['kMeans', 'kMeansWithEmptyCluster'])('from given centres scikit-learn goes the same way: %s', (key) => {
  const { initialCentres, centres, clusters, inertia, numIterations } = reference[key];
  const found = kMeans(points, { numClusters: 5, initialCentres: fromRows(initialCentres) });
  expect([...found.clusters]).toEqual(clusters);
  expect(found.numIterations).toBe(numIterations);
  expect(found.inertia / inertia).toBeCloseTo(1, 5);
  found.centres.data.forEach((value, at) => expect(value).toBeCloseTo(centres.flat()[at], 4));
});

test('groups that stand apart are found, far from zero too', () => {
  const grouped = groupedPoints(400, 8, 20);
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

test('inertia is the sum of squared distances, and more starts do not raise it', () => {
  const found = kMeans(points, { numClusters: 6, numStarts: 20, seed: 3 });
  const byHand = found.clusters.reduce(
    (sum, cluster, i) => sum + row(points, i).reduce((part, value, j) => part + (value - row(found.centres, cluster)[j]) ** 2, 0),
    0,
  );
  expect(found.inertia / byHand).toBeCloseTo(1, 5);
  expect(found.inertia).toBeLessThanOrEqual(kMeans(points, { numClusters: 6, numStarts: 1, seed: 3 }).inertia);
});

test('the same seed gives the same clusters, another may not', () => {
  expect(kMeans(points, { numClusters: 9, numStarts: 1, seed: 5 })).toEqual(kMeans(points, { numClusters: 9, numStarts: 1, seed: 5 }));
});

test('as many clusters as points, one cluster, and points that are all the same', () => {
  const few = selectRows(points, [0, 1, 2]);
  expect(kMeans(few, { numClusters: 3 }).inertia).toBeCloseTo(0, 5);
  expect([...kMeans(points, { numClusters: 1 }).centres.data]).toHaveLength(3);
  const same = kMeans(matrix(6, 2, new Float32Array(12).fill(7)), { numClusters: 3 });
  expect(same.inertia).toBe(0);
  expect([...same.centres.data]).toEqual(new Array(6).fill(7));
});

test('mini-batches come near to what all points give', () => {
  const grouped = groupedPoints(3000, 6, 10);
  const found = miniBatchKMeans(grouped, { numClusters: 10, batchLength: 200, numBatches: 50, seed: 2 });
  expect(found.inertia / kMeans(grouped, { numClusters: 10 }).inertia).toBeLessThan(1.05);
});

test('what cannot be clustered is told', () => {
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
