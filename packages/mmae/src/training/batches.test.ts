import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { resolveMmaeOptions, type StageOptions, type Written } from '../options.ts';
import { drawBatch, plainBatch } from './batches.ts';

const stageOf = (written: Written<StageOptions>): StageOptions => resolveMmaeOptions({ stages: { s: written } }).stages.s;
const numSamples = 2000;
const constant = (value: number) => matrix(numSamples, 1, new Float32Array(numSamples).fill(value));
const table: FeatureTable<Matrix> = {
  ids: Array.from({ length: numSamples }, (_, i) => `s${i}`),
  blocks: { image: constant(1), text: constant(1) },
  present: { image: new Uint8Array(numSamples).fill(1), text: Uint8Array.from({ length: numSamples }, (_, i) => i % 2) },
  copies: { image: [constant(2), constant(3), constant(4)] },
};
const rows = Uint32Array.from({ length: numSamples }, (_, i) => i);
const share = (data: Float32Array, value: number) => data.filter((x) => x === value).length / data.length;

const shareBetween = (indices: Int32Array, from: number, to: number) =>
  indices.filter((index) => index >= from && index < to).length / indices.length;

test('a row is replaced by one of its augmented copies with the copy probability, each copy equally likely', () => {
  const stage = stageOf({ training: { copyProbability: 0.2, copyProbabilities: { image: 0.6 } } });
  const { image, text } = drawBatch(table, rows, stage, seededRandom(1)).inputs;
  expect(shareBetween(image.rows, 0, numSamples)).toBeCloseTo(0.4, 1);
  for (const copy of [1, 2, 3]) expect(shareBetween(image.rows, copy * numSamples, (copy + 1) * numSamples)).toBeCloseTo(0.2, 1);
  expect(image.rows.map((index) => index % numSamples)).toEqual(Int32Array.from(rows));
  expect(text.rows).toEqual(Int32Array.from(rows));
});

test('with targets of the originals, decoders reconstruct the row itself where a copy is shown', () => {
  const copyProbabilities = { image: 1 };
  const inputsOf = (targets: 'shown' | 'originals') =>
    drawBatch(table, rows, stageOf({ training: { copyProbabilities, targets } }), seededRandom(1)).inputs;
  expect(inputsOf('originals').image.targetRows).toEqual(Int32Array.from(rows));
  expect(inputsOf('originals').image.rows.every((index) => index >= numSamples)).toBe(true);
  for (const input of [inputsOf('originals').text, inputsOf('shown').image]) expect(input.targetRows).toBeUndefined();
});

test('input dropout and input noise keep the mean', () => {
  const stage = stageOf({ training: { copyProbability: 0, inputDropout: 0.25, inputNoise: 0.5 } });
  const { factors, noise } = drawBatch(table, rows, stage, seededRandom(1)).inputs.image;
  expect(share(factors!.data, 0)).toBeCloseTo(0.25, 1);
  expect(share(factors!.data, Math.fround(1 / 0.75))).toBeCloseTo(0.75, 1);
  const mean = noise!.data.reduce((sum, x) => sum + x, 0) / numSamples;
  expect(mean).toBeCloseTo(0, 1);
  expect(Math.sqrt(noise!.data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numSamples)).toBeCloseTo(0.5, 1);
  expect(Object.keys(drawBatch(table, rows, stageOf({}), seededRandom(1)).inputs.image)).toEqual(['rows']);
});

test('masks are ordered by subset and are 0 for missing modalities', () => {
  const { masks, nonEmpty, present, numSubsets } = plainBatch(table, Uint32Array.of(0, 1), stageOf({}), seededRandom(1));
  expect(numSubsets).toBe(3);
  expect(Array.from(present.text.data)).toEqual([0, 1]);
  expect(Array.from(masks.image.data)).toEqual([1, 1, 1, 1, 0, 0]);
  expect(Array.from(masks.text.data)).toEqual([0, 1, 0, 0, 0, 1]);
  expect(Array.from(nonEmpty.data)).toEqual([1, 1, 1, 1, 0, 1]);
});

test('a mixture fuses exactly one of the modalities present', () => {
  const stage = stageOf({ network: { fusion: 'mixture' }, objective: { subsets: 'joint' } });
  const { masks } = plainBatch(table, rows, stage, seededRandom(1));
  const both = masks.image.data.map((image, k) => image + masks.text.data[k]);
  expect(share(both, 1)).toBe(1);
  expect(share(masks.text.data, 1)).toBeCloseTo(0.25, 1);
});

test('modality dropout keeps at least one modality', () => {
  const stage = stageOf({ objective: { subsets: 'joint' }, training: { modalityDropout: 0.5 } });
  const { masks, nonEmpty } = drawBatch(table, rows, stage, seededRandom(1));
  expect(share(nonEmpty.data, 1)).toBe(1);
  expect(share(masks.text.data, 1)).toBeCloseTo(0.5 * 0.5 + 0.5 * 0.125, 1);
});
