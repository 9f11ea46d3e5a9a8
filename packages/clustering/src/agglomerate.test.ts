// Also of `tree-cuts.ts`.
import fc from 'fast-check';
import { matrix } from '@mmae/matrix';
import { fromRows, separatedPoints, reference, samePartition } from './points.test.helpers.ts';
import { agglomerate, cutTree, wardCuts, type Linkage } from './index.ts';

const points = fromRows(reference.points);

test.each(Object.keys(reference.agglomerative) as Linkage[])('equals the merges and heights of scikit-learn: %s', (linkage) => {
  const { clusters, heights } = reference.agglomerative[linkage];
  const tree = agglomerate(points, linkage);
  tree.heights.forEach((height, i) => expect(height).toBeCloseTo(heights[i], 4));
  expect(samePartition(cutTree(tree, 4), clusters)).toBe(true);
});

test('each cut splits one cluster of the previous cut; clusters are numbered in order of first appearance', () => {
  const tree = agglomerate(points);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 79 }), (numClusters) => {
      const [coarse, fine] = [cutTree(tree, numClusters), cutTree(tree, numClusters + 1)];
      expect(Math.max(...fine)).toBe(numClusters);
      expect(new Set(Array.from(fine, (cluster, i) => `${cluster} ${coarse[i]}`)).size).toBe(numClusters + 1);
      const firsts = [...new Set(fine)];
      expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
    }),
  );
});

test('equal points merge at height 0, and one point is a tree', () => {
  const tree = agglomerate(matrix(4, 1, Float32Array.of(5, 1, 5, 2)));
  expect(tree.heights[0]).toBe(0);
  expect([...cutTree(tree, 3)]).toEqual([0, 1, 0, 2]);
  expect([...cutTree(agglomerate(matrix(1, 2)), 1)]).toEqual([0]);
});

test('for more than 8,192 points the tree is that of k-means centres', () => {
  const many = separatedPoints(9000, 6, 6);
  const clusters = wardCuts(many, { maxClusters: 6 })(6);
  expect(
    samePartition(
      clusters,
      Array.from({ length: 9000 }, (_, i) => i % 6),
    ),
  ).toBe(true);
});

test('too many points and too many clusters are refused', () => {
  expect(() => agglomerate(matrix(30_001, 1))).toThrow(
    'agglomerate: expected at most 30000 points, got 30001. Cluster the points by k-means',
  );
  expect(() => cutTree(agglomerate(points), 81)).toThrow('cutTree: expected from 1 to 80 clusters of 80 points, got 81');
});

test('heights are in the unit of the points, even far from zero or if their squares overflow single precision', () => {
  expect([...agglomerate(matrix(3, 1, Float32Array.of(2e30, 2e30, 5e30))).heights].map((height) => height / 1e30)).toEqual([
    0,
    expect.closeTo(Math.sqrt(4 / 3) * 3, 5),
  ]);
  expect([...agglomerate(matrix(3, 1, Float32Array.of(8e6, 8e6 + 1, 8e6 + 5)), 'single').heights]).toEqual([1, 4]);
});
