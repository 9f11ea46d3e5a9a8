import { matrixPass } from '../arithmetic/matrix-arithmetic.ts';
import { maxDifference } from '../tables.test.helper.ts';
import { attention, contextShapes, distancesOf, reconstructShots } from './context-network.ts';
import { expected, referenceBatch, referenceNetwork, referenceWeights } from './context-reference.test.helper.ts';
import { countParameters } from '../network/weights.ts';
import { matrix } from '@mmae/matrix';

test('the reconstructed shots of two sequences equal those of numpy, which computes one sequence at a time', () => {
  const { data } = reconstructShots(matrixPass(referenceWeights), referenceNetwork, referenceBatch);
  expect(maxDifference(data, expected.reconstructed)).toBeLessThan(1e-5);
});

test('the shapes are those of the weights, in the order in which they are drawn', () => {
  const shapes = contextShapes(referenceNetwork);
  expect(Object.entries(shapes)).toEqual(Object.entries(referenceWeights).map(([name, { shape }]) => [name, shape]));
  expect(countParameters(contextShapes({ latentWidth: 64, width: 128, layers: 2, heads: 4, dropout: 0 }))).toBe(281920);
});

const identity = Float32Array.of(1, 0, 0, 1);
const zero = { shape: [2], data: new Float32Array(2) };
const weights = Object.fromEntries(
  ['query', 'key', 'value', 'output'].flatMap((part) => [
    [`a.${part}.weight`, { shape: [2, 2], data: identity }],
    [`a.${part}.bias`, zero],
  ]),
);

test('attention with one head is a mean of the shots, weighted by the softmax of their products over √width less their distance', () => {
  const slope = 2 ** -8; // of the only head
  const [s, t] = [Math.log(3), 0].map((x) => x * Math.SQRT2);
  const input = matrix(2, 2, Float32Array.of(1, s, 0, t));
  const { data } = attention(matrixPass(weights), 'a', { heads: 1, width: 2 }, input, distancesOf([2]));
  const ofFirst = 1 / (1 + Math.exp(-(1 + s * s) / Math.SQRT2 - slope)); // products 1 + s² and 0
  const ofNear = 1 / (1 + Math.exp(slope)); // products 0 and 0
  expect(maxDifference(data, [ofFirst, ofFirst * s, ofNear, ofNear * s])).toBeLessThan(1e-6);
});

test('shots of different sequences do not see each other', () => {
  const input = matrix(3, 2, Float32Array.of(1, 2, 3, 4, 5, 6));
  const { data } = attention(matrixPass(weights), 'a', { heads: 2, width: 2 }, input, distancesOf([1, 1, 1]));
  expect(maxDifference(data, input.data)).toBe(0);
});
