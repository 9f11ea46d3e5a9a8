import { seededRandom } from '@mmae/random';
import { startEngine, toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import { matrixPass } from '../arithmetic/matrix-arithmetic.ts';
import { tensorPass } from '../arithmetic/tensor-pass.test.helper.ts';
import type { LayerOptions } from '../options.ts';
import { maxDifference, normalMatrix } from '../tables.test.helper.ts';
import { decoder, decoderShapes, encoder, encoderShapes } from './encoder-decoder.ts';
import { initialWeights } from './initial-weights.ts';
import { countParameters, type Weights } from './weights.ts';

const plain: LayerOptions = { hidden: [], dropout: 0, normalisation: 'none', residual: false, convolution: null };
const image = { height: 5, width: 4, channels: 2, filters: [3, 4] };

beforeAll(() => startEngine('wasm'));

test('the number of parameters of a convolutional encoder', () => {
  const convolutional = encoderShapes('e', 40, { ...plain, convolution: image }, 3);
  // 5×4 → 3×2 → 2×1 pixels
  expect(countParameters(convolutional)).toBe(9 * 2 * 3 + 3 + 9 * 3 * 4 + 4 + 2 * 1 * 4 * 3 + 3);
});

test.each<[string, LayerOptions]>([
  ['linear', plain],
  ['deep, normalised, residual', { ...plain, hidden: [7, 7], normalisation: 'layer', residual: true }],
  ['convolutional', { ...plain, hidden: [6], convolution: image }],
])('a %s encoder and decoder give the same on matrices and on tensors', (_, options) => {
  const random = seededRandom(3);
  const shapes = { ...encoderShapes('e', 40, options, 3), ...decoderShapes('d', 3, options, 40) };
  const weights = jittered(initialWeights(shapes, random), random);
  const features = normalMatrix(4, 40, random);
  const run = <T>(pass: ForwardPass<T>, x: T) => decoder(pass, 'd', options, encoder(pass, 'e', options, x));
  const plainResult = run(matrixPass(weights), features);
  expect(plainResult.numColumns).toBe(40);
  tf.tidy(() => {
    const onEngine = run(tensorPass(weights), toTensor(features));
    expect(maxDifference(onEngine.dataSync(), plainResult.data)).toBeLessThan(1e-5);
  });
});

/** Weights without zeros, so that every bias, scale and shift has an effect. */
function jittered(weights: Weights, random: { normal(): number }): Weights {
  const jitter = (data: Float32Array) => data.map((x) => x + 0.1 * random.normal());
  return Object.fromEntries(Object.entries(weights).map(([name, { shape, data }]) => [name, { shape, data: jitter(data) }]));
}
