import { readFileSync } from 'node:fs';
import { matrix, selectRows, type Matrix } from '@mmae/matrix';
import { knnAccuracy, knnPredictions, linearProbe, probeAccuracy, type Distance } from './index.ts';

interface Reference {
  readonly points: number[][];
  readonly labels: number[];
  readonly numTrain: number;
  readonly probe: Record<string, number[]>;
  readonly knnOfTwoClasses: Record<string, number[]>;
}
const reference: Reference = JSON.parse(readFileSync(new URL('../test/reference/classifiers.json', import.meta.url), 'utf8'));

const { numTrain, labels } = reference;
const all = matrix(labels.length, 6, Float32Array.from(reference.points.flat()));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const train = { points: selectRows(all, range(0, numTrain)), labels: labels.slice(0, numTrain) };
const testing = { points: selectRows(all, range(numTrain, labels.length)), labels: labels.slice(numTrain) };
const shareCorrect = (predictions: ArrayLike<number>) =>
  testing.labels.filter((label, i) => label === predictions[i]).length / testing.labels.length;

test.each(Object.keys(reference.probe))('the probe equals scikit-learn, l2 %s', (l2) => {
  const probe = linearProbe(train, { l2: Number(l2) });
  expect(probe.converged).toBe(true);
  expect(probe.predict(testing.points)).toEqual(reference.probe[l2]);
  expect(probeAccuracy(train, testing, { l2: Number(l2) })).toBe(shareCorrect(reference.probe[l2]));
});

test('the probe accepts any labels, and never predicts a label that train lacks', () => {
  const named = { points: train.points, labels: train.labels.map((label) => `class ${label}`) };
  const expected = testing.labels.map((label, i) => (i % 2 ? `class ${label}` : 'unheard of'));
  const right = reference.probe['1'].filter((label, i) => i % 2 && label === testing.labels[i]).length;
  expect(probeAccuracy(named, { points: testing.points, labels: expected })).toBe(right / expected.length);
});

test.each(['cosine', 'euclidean'] as Distance[])('nearest neighbours equal scikit-learn, %s', (distance) => {
  const fiveColumns = ({ points, labels }: typeof train) => {
    const data = Float32Array.from({ length: points.numRows * 5 }, (_, i) => points.data[Math.floor(i / 5) * 6 + (i % 5)]);
    return { points: matrix(points.numRows, 5, data), labels: labels.map((label) => label % 2) };
  };
  const [from, to] = [fiveColumns(train), fiveColumns(testing)];
  const expected = reference.knnOfTwoClasses[distance];
  expect(knnPredictions(from, to.points, { distance })).toEqual(expected);
  expect(knnAccuracy(from, to, { distance })).toBe(expected.filter((label, i) => label === to.labels[i]).length / expected.length);
});

const line = (...values: number[]): Matrix => matrix(values.length, 1, Float32Array.from(values));

test('of two labels with equal votes, the nearer one wins', () => {
  const four = { points: line(1, 2, 3.1, 4), labels: ['far', 'near', 'near', 'far'] };
  expect(knnPredictions(four, line(2.4), { numNeighbours: 4, distance: 'euclidean' })).toEqual(['near']);
  expect(knnPredictions(four, line(0.9), { numNeighbours: 4, distance: 'euclidean' })).toEqual(['far']);
});

test.each([
  [() => knnAccuracy({ points: line(1), labels: [1] }, { points: line(1), labels: [1] }), 'expected numNeighbours from 1 to 1, got 5'],
  [() => linearProbe({ points: line(1, 2), labels: ['a', 'a'] }), 'linearProbe: expected two labels or more, got only a'],
  [() => linearProbe(train, { l2: 0 }), 'linearProbe: expected l2 > 0, got 0'],
  [() => linearProbe(train).predict(line(1)), "predict: expected the probe's 6 columns, got 1"],
  [() => knnPredictions(train, line(1)), 'knnPredictions: expected rows of the same width on both sides, got 1×1 against 150×6'],
])('refuses: %#', (call, message) => {
  expect(call).toThrow(message);
});
