import { matrix } from '@mmae/matrix';
import { evenIndices, fitClusters, largestFirst, maxSilhouetteSamples, meanSilhouette } from './clusters.ts';

test('evenly spaced indices start at 0, and are all of them where they are few enough', () => {
  expect([...evenIndices(7, 3)]).toEqual([0, 3, 6]);
  expect([...evenIndices(8, 7)]).toEqual([0, 2, 4, 6]);
  expect([...evenIndices(3, 3)]).toEqual([0, 1, 2]);
  expect(evenIndices(0, 3)).toHaveLength(0);
});

test('clusters are renumbered by size, and samples without a cluster keep −1', () => {
  const { clusters } = largestFirst({ numClusters: 3, clusters: Int32Array.of(0, 2, 2, 1, -1, 2, 1) });
  expect([...clusters]).toEqual([2, 0, 0, 1, -1, 0, 1]);
});

test('clusters fitted on train predict other points; there are no more clusters than points', () => {
  const train = matrix(2, 1, Float32Array.of(0, 9));
  const { numClusters, predict } = fitClusters(train, 5, 0, 1);
  const [low, high, nearLow] = predict(matrix(3, 1, Float32Array.of(0, 9, 2)));
  expect([numClusters, low === high, nearLow === low]).toEqual([2, false, true]);
});

const draws = { seed: 0, numResamples: 50 };

test('a silhouette needs two clusters or more, and fewer than points', () => {
  const points = matrix(4, 1, Float32Array.of(0, 1, 8, 9));
  expect(meanSilhouette(points, [0, 0, 0, 0], draws)).toBeUndefined();
  expect(meanSilhouette(points, [0, 1, 2, 3], draws)).toBeUndefined();
  const { mean, interval } = meanSilhouette(points, [0, 0, 1, 1], draws)!;
  expect(mean).toBeCloseTo((1 - 1 / 8.5 + 1 - 1 / 7.5) / 2, 6);
  expect(interval[0]).toBeLessThan(0.2); // four points: as wide as Wilson's interval
});

test('a large silhouette is that of evenly spaced points', () => {
  const numPoints = 2 * maxSilhouetteSamples;
  const values = Float32Array.from({ length: numPoints }, (_, i) => (i % 2 ? 100 : (i % 4) * 4)); // every second point is far away
  const clusters = Array.from({ length: numPoints }, (_, i) => (i % 4 === 2 ? 'a' : 'b'));
  expect(meanSilhouette(matrix(numPoints, 1, values), clusters, draws)!.mean).toBe(1);
});
