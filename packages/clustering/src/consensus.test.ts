import { matrix, type Matrix } from '@mmae/matrix';
import { fromRows, groupedPoints, reference, samePartition } from './points.test.helpers.ts';
import { chooseNumClusters, consensusCodes, consensusEmbedding, cutTree, agglomerate } from './index.ts';

const { embeddings, numClusters, smooth, clusters } = reference.consensus;

test('scikit-learn’s graph and clusters, put together by numpy, give the same', () => {
  const parts: Matrix[] = embeddings.map(fromRows);
  consensusEmbedding(parts).data.forEach((value: number, at: number) => expect(value).toBeCloseTo(smooth.flat()[at], 5));
  expect(samePartition(consensusCodes(parts, { numClusters }), clusters)).toBe(true);
});

test('neither the scale nor the place of an embedding counts', () => {
  const [first, second]: Matrix[] = embeddings.map(fromRows);
  const moved = matrix(
    first.numRows,
    first.numColumns,
    first.data.map((value) => 5 - 30 * value),
  );
  const turned = matrix(
    second.numRows,
    second.numColumns,
    second.data.map((value) => -value),
  );
  expect(samePartition(consensusCodes([moved, turned], { numClusters }), clusters)).toBe(true);
});

test('embeddings that do not vary, and more neighbours than samples, are told', () => {
  expect(() => consensusEmbedding([matrix(20, 2)])).toThrow(
    'consensusEmbedding: expected embeddings that vary, got variance 0 in embedding 0',
  );
  expect(() => consensusCodes([groupedPoints(10, 2, 2)], { numClusters: 2, numNeighbours: 10 })).toThrow(
    'consensusEmbedding: expected from 1 to 9 neighbours among 10 rows, got 10',
  );
  expect(() => consensusCodes([groupedPoints(10, 2, 2)], { numClusters: 11 })).toThrow(
    'consensusCodes: expected from 1 to 10 clusters of 10 points, got 11',
  );
});

test('few samples have all others for neighbours', () => {
  const points = groupedPoints(8, 2, 2);
  const [few, all] = [consensusEmbedding([points]), consensusEmbedding([points], { numNeighbours: 7 })];
  expect(few).toEqual(all);
});

test('the number of clusters can be chosen from the consensus embedding', () => {
  const parts: Matrix[] = embeddings.map(fromRows);
  const seen: Matrix[] = [];
  const choose = (embedding: Matrix) => seen.push(embedding) + numClusters - 1;
  expect(consensusCodes(parts, { numClusters: choose })).toEqual(consensusCodes(parts, { numClusters }));
  expect(seen).toEqual([consensusEmbedding(parts)]);
});

test('the number of clusters with the best score is chosen, of equal ones the smallest', () => {
  const tree = agglomerate(groupedPoints(60, 3, 7));
  const largestGap = (found: Int32Array) => {
    const count = Math.max(...found) + 1;
    return tree.heights[60 - count] / tree.heights[60 - count - 1];
  };
  const choice = chooseNumClusters({ from: 2, to: 20, clustersOf: (count) => cutTree(tree, count), score: largestGap });
  expect(choice.numClusters).toBe(7);
  expect(choice.scores).toHaveLength(19);
  expect(chooseNumClusters({ from: 3, to: 5, clustersOf: (count) => cutTree(tree, count), score: () => 1 }).numClusters).toBe(3);
});

test('a range without numbers of clusters, and scores that are no numbers, are told', () => {
  const options = { clustersOf: () => new Int32Array(3), score: () => NaN };
  expect(() => chooseNumClusters({ from: 1, to: 5, ...options })).toThrow(
    'chooseNumClusters: expected whole 2 <= from <= to, got from=1, to=5',
  );
  expect(() => chooseNumClusters({ from: 2, to: 5, ...options })).toThrow('expected a score for some number of clusters, got NaN for all');
});
