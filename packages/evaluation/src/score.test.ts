import { kMeans } from '@mmae/clustering';
import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { agreement, score, silhouette } from './index.ts';

const random = seededRandom(2);
const labels = Array.from({ length: 90 }, (_, i) => ['owl', 'hen', 'kite'][i % 3]);
const points = matrix(
  90,
  2,
  Float32Array.from({ length: 180 }, (_, i) => [0, 4, 9][(i >> 1) % 3] * (i % 2 ? 1 : -1) + random.normal()),
);
const clusters = labels.map((label, i) => (i < 9 ? 'mixed' : label));

const ofClusters = ['n', 'dim', 'silhouette', 'calinskiHarabasz', 'daviesBouldin'];
const ofBoth = ['ari', 'nmi', 'ami', 'homogeneity', 'completeness', 'vMeasure', 'fowlkesMallows', 'accuracy'];

test('labels alone are scored as clusters', () => {
  const document = score(points, { labels });
  expect(Object.keys(document)).toEqual(ofClusters);
  expect(document).toMatchObject({ n: 90, dim: 2, silhouette: silhouette(points, labels).mean });
});

test('with both, clusters are scored, and compared with the labels', () => {
  const document = score(points, { labels, clusters, distance: 'cosine' });
  expect(Object.keys(document)).toEqual([...ofClusters, ...ofBoth]);
  expect(document).toMatchObject({ silhouette: silhouette(points, clusters, { distance: 'cosine' }).mean, ...agreement(labels, clusters) });
});

test('numClusters finds clusters by k-means with the seed', () => {
  expect(score(points, { labels, numClusters: 3, seed: 1 }).ari).toBeGreaterThan(0.9);
  expect(score(points, { numClusters: 5, seed: 7 }).silhouette).toBe(
    silhouette(points, kMeans(points, { numClusters: 5, seed: 7 }).clusters).mean,
  );
});

test.each([
  [() => score(points, {}), 'score: expected labels, clusters or a number of clusters, got none of them'],
  [() => score(points, { clusters, numClusters: 3 }), 'score: expected clusters or their number, got both (numClusters 3)'],
  [() => score(points, { numClusters: 1 }), 'silhouette: expected 2 to 89 clusters of 90 points, got 1'],
])('refuses: %#', (call, message) => {
  expect(call).toThrow(message);
});
