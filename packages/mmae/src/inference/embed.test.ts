import { matrix, selectRows, type StoredRows } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { startEngine, toMatrix, toTensor } from '@mmae/tensor-engine';
import * as tf from '@tensorflow/tfjs-core';
import { embed, embedEncoded, encodeTable, mmae, reconstruct, reconstructEncoded, train, type Model } from '../index.ts';
import { networksOf, networkWeights, type ModelNetwork } from '../model.ts';
import { codeLogits, encode, fuse } from '../network/network.ts';
import { sharedCauses, without, worst } from '../tables.test.helper.ts';
import { tensorPass } from '../arithmetic/tensor-pass.test.helper.ts';

const table = without(sharedCauses(30), 'text', (row) => row % 3 === 0);
const small = { latentDim: 3, encoder: { hidden: [8] }, decoder: { hidden: [8] } };
const all = ['audio', 'image', 'text'];
let model: Model;

beforeAll(async () => {
  await startEngine('wasm');
  const shared = { network: { ...small, privateDim: 2 }, training: { epochs: 40, learningRate: 1e-2 } };
  const named = { numNetworks: 2, network: { ...small, fusion: 'sum' }, objective: { reconstruction: 0, codes: 1 } } as const;
  model = await train({ train: table, options: { stages: { shared, named } }, codes: () => table.ids.map((_, i) => i % 4) });
});

test('an embedding is what the engine computes', () => {
  const named = networksOf(model.description).filter(({ stage }) => stage === 'named');
  const [first, second] = named.map((current) => probabilitiesOnEngine(current, ['audio', 'text']));
  const expected = first.map((p, k) => Math.sqrt((p + second[k]) / 2));
  expect(worst(embed(model, table, ['audio', 'text']).data, expected)).toBeLessThan(1e-5);
});

function probabilitiesOnEngine(current: ModelNetwork, modalities: string[]): Float32Array {
  const pass = tensorPass(networkWeights(model.weights, current));
  const latents = modalities.map((modality) => [
    modality,
    encode(pass, current.network, modality, toTensor(table.blocks[modality])).latent,
  ]);
  const masks = modalities.map((modality) => [modality, toTensor(matrix(30, 1, Float32Array.from(table.present[modality])))]);
  const fused = fuse(pass, current.network, Object.fromEntries(latents), Object.fromEntries(masks));
  return toMatrix(tf.softmax(codeLogits(pass, fused))).data;
}

test('a rebuilt modality uses what is private to it where it is given, and nothing of it where it is not', () => {
  const moved = {
    ...table,
    blocks: {
      ...table.blocks,
      image: matrix(
        30,
        6,
        table.blocks.image.data.map((x) => x + 1),
      ),
    },
  };
  expect(worst(reconstruct(model, table, ['audio'], 'image').data, reconstruct(model, moved, ['audio'], 'image').data)).toBe(0);
  expect(worst(reconstruct(model, table, all, 'image').data, reconstruct(model, moved, all, 'image').data)).toBeGreaterThan(0.1);
  const { image: left, ...blocks } = table.blocks;
  expect(left.numColumns).toBe(6);
  expect(reconstruct(model, { ...table, blocks }, ['audio'], 'image')).toEqual(reconstruct(model, table, ['audio'], 'image'));
});

test('a row without any of the modalities gets zeros, and others do not depend on it', () => {
  const embedding = embed(model, table, ['text']);
  for (let i = 0; i < 30; i++) {
    const row = embedding.data.subarray(4 * i, 4 * i + 4);
    expect(row.some((x) => x !== 0)).toBe(i % 3 !== 0);
  }
  expect(
    reconstruct(model, table, ['text'], 'audio')
      .data.subarray(0, 4)
      .every((x) => x === 0),
  ).toBe(true);
});

test('rows are embedded as if alone, however many there are', () => {
  const random = seededRandom(1);
  const numSamples = 4100; // more than go through at once
  const block = matrix(numSamples, 6, Float32Array.from({ length: numSamples * 6 }, random.normal));
  const many = {
    ids: Array.from({ length: numSamples }, (_, i) => `m${i}`),
    blocks: { image: block },
    present: { image: new Uint8Array(numSamples).fill(1) },
  };
  const last = { ids: ['last'], blocks: { image: matrix(1, 6, block.data.slice(-6)) }, present: { image: Uint8Array.of(1) } };
  expect(worst(embed(model, many, ['image']).data.subarray(-4), embed(model, last, ['image']).data)).toBeLessThan(1e-6);
});

test('a representation fits and embeds as the model does', async () => {
  const representation = mmae({ options: { stages: { plain: { network: small, training: { epochs: 2 } } } } });
  expect(representation.model).toBeUndefined();
  await representation.fit(table, sharedCauses(4, 2));
  expect(await representation.embed(table, ['audio'])).toEqual(embed(representation.model!, table, ['audio']));
  expect(await mmae({}, model).embed(table, all)).toEqual(embed(model, table, all));
});

test('the model survives JSON and arrays', () => {
  const restored: Model = { description: JSON.parse(JSON.stringify(model.description)), weights: structuredClone(model.weights) };
  expect(embed(restored, table, all)).toEqual(embed(model, table, all));
});

test('a table is read and encoded once for all that is asked of it, and gives the same', () => {
  const read: string[] = [];
  const watched = (modality: string): StoredRows => ({
    numRows: 30,
    numColumns: table.blocks[modality].numColumns,
    read(indices) {
      read.push(modality);
      return selectRows(table.blocks[modality], indices);
    },
  });
  const blocks = Object.fromEntries(all.map((modality) => [modality, watched(modality)]));
  const encoded = encodeTable(model, { ...table, blocks });
  expect(read).toEqual([]);
  expect(embedEncoded(encoded, ['audio', 'text'])).toEqual(embed(model, table, ['audio', 'text']));
  expect(embedEncoded(encoded, ['text'])).toEqual(embed(model, table, ['text']));
  expect(read.sort()).toEqual(['audio', 'audio', 'text', 'text']); // by either of two networks
  expect(reconstructEncoded(encoded, all, 'image')).toEqual(reconstruct(model, table, all, 'image'));
});
