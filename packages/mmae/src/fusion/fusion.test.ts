// Covers concat.ts, gated-attention.ts, mean.ts, mixture.ts, product-of-experts.ts and sum.ts.
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { startEngine, toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { initialWeights } from '../network/initial-weights.ts';
import { matrixPass } from '../arithmetic/matrix-arithmetic.ts';
import { normalMatrix, maxDifference } from '../tables.test.helper.ts';
import { tensorPass } from '../arithmetic/tensor-pass.test.helper.ts';
import type { Weights } from '../network/weights.ts';
import { fusionNames, fusions, type FusionName } from './fusions.ts';

const modalities = ['audio', 'image', 'text'];
const width = 4;
const random = seededRandom(1);
const latents = Object.fromEntries(modalities.map((modality) => [modality, normalMatrix(3, width, random)]));
// row 0 has all modalities, row 1 audio and text, row 2 none
const masks = { audio: column(1, 1, 0), image: column(1, 0, 0), text: column(1, 1, 0) };

beforeAll(() => startEngine('wasm'));

test.each(fusionNames)('%s ignores a modality whose mask is 0', (name) => {
  const moved = {
    ...latents,
    image: matrix(
      3,
      width,
      latents.image.data.map((x, k) => (k < width ? x : x + 1000)),
    ),
  };
  const [before, after] = [fuse(name, latents), fuse(name, moved)];
  expect(maxDifference(after.data, before.data)).toBe(0);
  const seen = {
    ...latents,
    audio: matrix(
      3,
      width,
      latents.audio.data.map((x, k) => x + (k % 2)), // not the same for all columns: a softmax ignores that
    ),
  };
  expect(maxDifference(fuse(name, seen).data.subarray(width, 2 * width), before.data.subarray(width, 2 * width))).toBeGreaterThan(0.01);
});

test.each(fusionNames)('%s gives no NaN where no modality counts', (name) => {
  expect(Array.from(fuse(name, latents).data.subarray(2 * width)).every(Number.isFinite)).toBe(true);
});

test.each(fusionNames)('%s gives a masked latent a gradient of exactly zero, and the others their slope', (name) => {
  const weights = weightsOf(name);
  tf.tidy(() => {
    const tensors = modalities.map((modality) => toTensor(latents[modality]));
    const value = (...inputs: tf.Tensor[]) => {
      const given = Object.fromEntries(modalities.map((modality, m) => [modality, inputs[m] as tf.Tensor2D]));
      return tf.sum(tf.square(fusions[name].fuse(tensorPass(weights), given, tensorMasks())));
    };
    const [audio, image] = tf
      .grads(value)(tensors)
      .map((gradient) => gradient.dataSync());
    expect(Array.from(image.subarray(width)).every((x) => x === 0)).toBe(true);
    expect(audio[width + 1]).toBeCloseTo(slope(value, tensors, width + 1), 2);
  });
});

test.each(fusionNames)('%s is the same on matrices and on tensors', (name) => {
  tf.tidy(() => {
    const given = Object.fromEntries(modalities.map((modality) => [modality, toTensor(latents[modality])]));
    const onEngine = fusions[name].fuse(tensorPass(weightsOf(name)), given, tensorMasks());
    expect(maxDifference(onEngine.dataSync(), fuse(name, latents).data)).toBeLessThan(1e-5);
  });
});

test('the mean divides by the number of modalities, the sum does not', () => {
  const { audio, image, text } = latents;
  expect(fuse('mean', latents).data[0]).toBeCloseTo((audio.data[0] + image.data[0] + text.data[0]) / 3, 6);
  expect(fuse('mean', latents).data[width]).toBeCloseTo((audio.data[width] + text.data[width]) / 2, 6);
  expect(fuse('sum', latents).data[width]).toBeCloseTo(audio.data[width] + text.data[width], 6);
});

test('a product of experts weights by precision, and includes a standard normal', () => {
  const gaussian = (mean: number, variance: number) => matrix(1, 2, Float32Array.of(mean, Math.log(variance)));
  const given = { audio: gaussian(1, 1), image: gaussian(5, 0.25) };
  const both = fusions.productOfExperts.fuse(matrixPass({}), given, { audio: column(1), image: column(1) });
  // precisions 1 (prior), 1 and 4
  expect(both.data[0]).toBeCloseTo((1 * 1 + 4 * 5) / 6, 5);
  expect(both.data[1]).toBeCloseTo(-Math.log(6), 5);
  const none = fusions.productOfExperts.fuse(matrixPass({}), given, { audio: column(0), image: column(0) });
  expect(Array.from(none.data, Math.abs)).toEqual([0, 0]);
});

test('a single modality is fused to itself by mean, sum, mixture and attention', () => {
  const alone = { audio: column(1, 1, 1), image: column(0, 0, 0), text: column(0, 0, 0) };
  for (const name of ['mean', 'sum', 'mixture', 'gatedAttention'] as const) {
    expect(maxDifference(fusions[name].fuse(matrixPass(weightsOf(name)), latents, alone).data, latents.audio.data)).toBeLessThan(1e-6);
  }
});

test('attention weights sum to 1: equal latents are fused to themselves', () => {
  const equal = { audio: latents.text, image: latents.text, text: latents.text };
  const fused = fusions.gatedAttention.fuse(matrixPass(weightsOf('gatedAttention')), equal, masks);
  expect(maxDifference(fused.data.subarray(0, 2 * width), latents.text.data.subarray(0, 2 * width))).toBeLessThan(1e-6);
});

function column(...values: number[]): Matrix {
  return matrix(values.length, 1, Float32Array.from(values));
}

function weightsOf(name: FusionName): Weights {
  const weights = initialWeights(fusions[name].shapes?.(modalities, width) ?? {}, seededRandom(2));
  for (const { data } of Object.values(weights)) data.forEach((x, k) => (data[k] = x + 0.1 * (1 + k)));
  return weights;
}

function fuse(name: FusionName, given: Record<string, Matrix>): Matrix {
  return fusions[name].fuse(matrixPass(weightsOf(name)), given, masks);
}

const tensorMasks = () => Object.fromEntries(Object.entries(masks).map(([modality, mask]) => [modality, toTensor(mask)]));

/** The central difference along one number of the first tensor. */
function slope(value: (...inputs: tf.Tensor[]) => tf.Tensor, [first, ...rest]: tf.Tensor[], index: number): number {
  const h = 1e-2;
  const [above, below] = [h, -h].map((step) => {
    const moved = first.dataSync().slice();
    moved[index] += step;
    return value(tf.tensor(moved, first.shape), ...rest).dataSync()[0];
  });
  return (above - below) / (2 * h);
}
