import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { toMatrix, toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { tensorPass } from '../arithmetic/tensor-pass.test.helper.ts';
import { embed, type Model } from '../index.ts';
import { networksOf, networkWeights, type ModelNetwork } from '../model.ts';
import { headOutput, encode, fuse } from '../network/network.ts';
import { maxDifference } from '../tables.test.helper.ts';
import { modalities, table, trainedModel } from './trained-model.test.helper.ts';

let model: Model;

beforeAll(async () => {
  model = await trainedModel();
});

test('an embedding equals what the tensor engine computes', () => {
  const networks = networksOf(model.description).filter(({ stage }) => stage === 'predict');
  const [first, second] = networks.map((current) => probabilitiesOnEngine(current, ['audio', 'text']));
  const expected = first.map((p, k) => Math.sqrt((p + second[k]) / 2));
  expect(maxDifference(embed(model, table, ['audio', 'text']).data, expected)).toBeLessThan(1e-5);
});

function probabilitiesOnEngine(current: ModelNetwork, from: string[]): Float32Array {
  const pass = tensorPass(networkWeights(model.weights, current));
  const latents = from.map((modality) => [modality, encode(pass, current.network, modality, toTensor(table.blocks[modality])).latent]);
  const masks = from.map((modality) => [modality, toTensor(matrix(30, 1, Float32Array.from(table.present[modality])))]);
  const fused = fuse(pass, current.network, Object.fromEntries(latents), Object.fromEntries(masks));
  return toMatrix(tf.softmax(headOutput(pass, fused))).data;
}

test('a row without any of the modalities is embedded as zeros', () => {
  const embedding = embed(model, table, ['text']);
  for (let i = 0; i < 30; i++) {
    const row = embedding.data.subarray(4 * i, 4 * i + 4);
    expect(row.some((x) => x !== 0)).toBe(i % 3 !== 0);
  }
});

test('the embedding of a row does not depend on the other rows', () => {
  const random = seededRandom(1);
  const numSamples = 4100; // more than one piece
  const block = matrix(numSamples, 6, Float32Array.from({ length: numSamples * 6 }, random.normal));
  const many = {
    ids: Array.from({ length: numSamples }, (_, i) => `m${i}`),
    blocks: { image: block },
    present: { image: new Uint8Array(numSamples).fill(1) },
  };
  const last = { ids: ['last'], blocks: { image: matrix(1, 6, block.data.slice(-6)) }, present: { image: Uint8Array.of(1) } };
  expect(maxDifference(embed(model, many, ['image']).data.subarray(-4), embed(model, last, ['image']).data)).toBeLessThan(1e-6);
});

test('a model copied through JSON and arrays embeds the same', () => {
  const restored: Model = { description: JSON.parse(JSON.stringify(model.description)), weights: structuredClone(model.weights) };
  expect(embed(restored, table, modalities)).toEqual(embed(model, table, modalities));
});
