import { matrix, row } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { clusterRows, defaultNumClusters } from './cluster-samples.ts';

/** Points around three directions that are at right angles, in turn. */
function threeDirections(numPoints: number) {
  const random = seededRandom(7);
  const points = matrix(numPoints, 3);
  for (let i = 0; i < numPoints; i++) row(points, i).set([0, 1, 2].map((j) => (1 + i) * (Number(j === i % 3) + 0.05 * random.normal())));
  return points;
}

test('clusters are the directions of the embeddings, whatever their lengths', () => {
  const clusters = clusterRows(threeDirections(90), 3);
  expect(clusters.map((rows) => [...new Set([...rows].map((i) => i % 3))].length)).toEqual([1, 1, 1]);
  expect(clusters.map(({ length }) => length)).toEqual([30, 30, 30]);
});

test('every row is in one cluster, the largest cluster first, the nearest to its centre first', () => {
  const points = matrix(5, 2, Float32Array.of(1, 0, 1, 0.1, 1, -0.3, 0, 1, 0, 2));
  const clusters = clusterRows(points, 2);
  expect(clusters.map(([...rows]) => rows)).toEqual([
    [0, 1, 2],
    [3, 4],
  ]);
});

test('few samples have fewer clusters, none has none', () => {
  expect(clusterRows(matrix(0, 3))).toEqual([]);
  expect(clusterRows(matrix(1, 2, Float32Array.of(0, 1)), 10).map(([...rows]) => rows)).toEqual([[0]]);
  expect(clusterRows(matrix(3, 2, Float32Array.of(1, 1, 1, 1, 1, 1)), 3).map(([...rows]) => rows)).toEqual([[0, 1, 2]]);
  expect([1, 79, 1000, 200_000].map(defaultNumClusters)).toEqual([1, 6, 22, 200]);
});
