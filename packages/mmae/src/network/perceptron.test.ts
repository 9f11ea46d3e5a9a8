import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { startEngine, toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import { decoder, decoderShapes, encoder, encoderShapes } from './encoder-decoder.ts';
import { initialWeights } from './initial-weights.ts';
import { matrixPass } from '../arithmetic/matrix-arithmetic.ts';
import type { CoderOptions } from '../options.ts';
import { perceptron, perceptronShapes } from './perceptron.ts';
import { normalMatrix, worst } from '../tables.test.helper.ts';
import { tensorPass } from '../arithmetic/tensor-pass.test.helper.ts';
import { countParameters, type Weights } from './weights.ts';

const plain: CoderOptions = { hidden: [], dropout: 0, normalisation: 'none', residual: false, convolution: null };
const picture = { height: 5, width: 4, channels: 2, filters: [3, 4] };

beforeAll(() => startEngine('wasm'));

test('parameters are counted by hand', () => {
  const shapes = perceptronShapes('image.encoder', 10, { ...plain, hidden: [8, 8], normalisation: 'layer' }, 3);
  expect(countParameters(shapes)).toBe(10 * 8 + 8 + 16 + (8 * 8 + 8 + 16) + 8 * 3 + 3);
  expect(shapes['image.encoder.2.weight']).toEqual([8, 3]);
  const convolutional = encoderShapes('e', 40, { ...plain, convolution: picture }, 3);
  // 5×4 → 3×2 → 2×1 pixels
  expect(countParameters(convolutional)).toBe(9 * 2 * 3 + 3 + 9 * 3 * 4 + 4 + 2 * 1 * 4 * 3 + 3);
});

test('a layer is relu(x W + b), and a residual one adds what it was given', () => {
  const weights: Weights = {
    'p.0.weight': { shape: [1, 2], data: Float32Array.of(1, -1) },
    'p.0.bias': { shape: [2], data: Float32Array.of(0, 0.5) },
    'p.1.weight': { shape: [2, 2], data: Float32Array.of(2, 0, 0, 2) },
    'p.1.bias': { shape: [2], data: Float32Array.of(-1, 0) },
    'p.2.weight': { shape: [2, 1], data: Float32Array.of(1, 10) },
    'p.2.bias': { shape: [1], data: Float32Array.of(0.25) },
  };
  const x = matrix(1, 1, Float32Array.of(3));
  const value = (residual: boolean) => perceptron(matrixPass(weights), 'p', { ...plain, hidden: [2, 2], residual }, x).data[0];
  expect(value(false)).toBe(5.25); // (3, 0) → (5, 0) → 5 + 0.25
  expect(value(true)).toBe(8.25); // (3, 0) → (5, 0) + (3, 0) → 8 + 0.25
});

test('normalised units have mean 0 and variance 1 in each row before scale and shift', () => {
  const shapes = perceptronShapes('p', 3, { ...plain, hidden: [5], normalisation: 'layer' }, 5);
  const random = seededRandom(2);
  const drawn = initialWeights(shapes, random);
  const identity = Float32Array.from({ length: 25 }, (_, k) => Number(k % 6 === 0));
  // a shift far above 0 lets relu pass everything
  const weights = {
    ...drawn,
    'p.0.shift': { shape: [5], data: new Float32Array(5).fill(100) },
    'p.1.weight': { shape: [5, 5], data: identity },
  };
  const { data } = perceptron(matrixPass(weights), 'p', { ...plain, hidden: [5], normalisation: 'layer' }, normalMatrix(1, 3, random));
  const centred = Array.from(data, (x) => x - 100);
  expect(centred.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 3);
  expect(centred.reduce((sum, x) => sum + x * x, 0) / 5).toBeCloseTo(1, 2);
});

test.each<[string, CoderOptions]>([
  ['linear', plain],
  ['deep, normalised, residual', { ...plain, hidden: [7, 7], normalisation: 'layer', residual: true }],
  ['convolutional', { ...plain, hidden: [6], convolution: picture }],
])('a %s coder is the same on matrices and on tensors, there and back', (_, options) => {
  const random = seededRandom(3);
  const shapes = { ...encoderShapes('e', 40, options, 3), ...decoderShapes('d', 3, options, 40) };
  const weights = jittered(initialWeights(shapes, random), random);
  const features = normalMatrix(4, 40, random);
  const run = <T>(pass: ForwardPass<T>, x: T) => decoder(pass, 'd', options, encoder(pass, 'e', options, x));
  const plainResult = run(matrixPass(weights), features);
  expect(plainResult.numColumns).toBe(40);
  tf.tidy(() => {
    const onEngine = run(tensorPass(weights), toTensor(features));
    expect(worst(onEngine.dataSync(), plainResult.data)).toBeLessThan(1e-5);
  });
});

test('the transposed convolution is the adjoint of the convolution', () => {
  const random = seededRandom(4);
  const { arithmetic: a } = matrixPass({});
  const filter = normalMatrix(9 * 2, 3, random);
  const [x, y] = [normalMatrix(2, 40, random), normalMatrix(2, 3 * 2 * 3, random)];
  const dot = (p: Matrix, q: Matrix) => p.data.reduce((sum, value, k) => sum + value * q.data[k], 0);
  expect(dot(a.convolve(x, filter, picture), y)).toBeCloseTo(dot(x, a.convolveTransposed(y, filter, picture)), 4);
});

/** Weights with no zeros, so that every bias, scale and shift is seen. */
function jittered(weights: Weights, random: { normal(): number }): Weights {
  const jitter = (data: Float32Array) => data.map((x) => x + 0.1 * random.normal());
  return Object.fromEntries(Object.entries(weights).map(([name, { shape, data }]) => [name, { shape, data: jitter(data) }]));
}
