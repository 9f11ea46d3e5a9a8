import { agglomerate, chooseNumClusters, cutTree } from './index.ts';
import { separatedPoints } from './points.test.helpers.ts';

test('the number of clusters with the best score is chosen, of equal scores the smallest', () => {
  const tree = agglomerate(separatedPoints(60, 3, 7));
  const largestGap = (found: Int32Array) => {
    const count = Math.max(...found) + 1;
    return tree.heights[60 - count] / tree.heights[60 - count - 1];
  };
  const choice = chooseNumClusters({ from: 2, to: 20, clustersOf: (count) => cutTree(tree, count), score: largestGap });
  expect(choice.numClusters).toBe(7);
  expect(choice.scores).toHaveLength(19);
  expect(chooseNumClusters({ from: 3, to: 5, clustersOf: (count) => cutTree(tree, count), score: () => 1 }).numClusters).toBe(3);
});

test('an empty range and scores that are not numbers are refused', () => {
  const options = { clustersOf: () => new Int32Array(3), score: () => NaN };
  expect(() => chooseNumClusters({ from: 1, to: 5, ...options })).toThrow(
    'chooseNumClusters: expected whole 2 <= from <= to, got from=1, to=5',
  );
  expect(() => chooseNumClusters({ from: 2, to: 5, ...options })).toThrow('expected a score for some number of clusters, got NaN for all');
});
