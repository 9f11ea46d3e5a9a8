import { matrix, unitRows, type Matrix } from '@mmae/matrix';
import { fromRows, separatedPoints, reference, samePartition } from './points.test.helpers.ts';
import { consensusCodes, consensusEmbedding } from './index.ts';

const { embeddings, numClusters, smooth, clusters } = reference.consensus;

test('equals scikit-learn’s graph and clusters, combined by NumPy', () => {
  const parts: Matrix[] = embeddings.map(fromRows);
  consensusEmbedding(parts).data.forEach((value: number, at: number) => expect(value).toBeCloseTo(smooth.flat()[at], 5));
  expect(samePartition(consensusCodes(parts, { numClusters }), clusters)).toBe(true);
});

test('a row is its smoothed one with its own added', () => {
  const parts: Matrix[] = embeddings.map(fromRows);
  const [own, smoothed] = [consensusEmbedding(parts, { numSmoothings: 0 }), consensusEmbedding(parts)];
  const sums = smoothed.data.map((value, i) => value + 0.5 * own.data[i]);
  const expected = unitRows(matrix(own.numRows, own.numColumns, sums)).data;
  consensusEmbedding(parts, { ownWeight: 0.5 }).data.forEach((value, at) => expect(value).toBeCloseTo(expected[at], 6));
});

test('scale and translation of an embedding do not matter', () => {
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

test('constant embeddings, too many neighbours and too many clusters are refused', () => {
  expect(() => consensusEmbedding([matrix(20, 2)])).toThrow(
    'consensusEmbedding: expected embeddings that vary, got variance 0 in embedding 0',
  );
  expect(() => consensusCodes([separatedPoints(10, 2, 2)], { numClusters: 2, numNeighbours: 10 })).toThrow(
    'consensusEmbedding: expected from 1 to 9 neighbours among 10 rows, got 10',
  );
  expect(() => consensusCodes([separatedPoints(10, 2, 2)], { numClusters: 11 })).toThrow(
    'consensusCodes: expected from 1 to 10 clusters of 10 points, got 11',
  );
});

test('by default, few samples have all others as neighbours', () => {
  const points = separatedPoints(8, 2, 2);
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
