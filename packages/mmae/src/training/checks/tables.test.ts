import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { matrix, type Matrix } from '@mmae/matrix';
import { startEngine } from '@mmae/tensor-engine';
import { train, type StageOptions, type TrainRequest, type Written } from '../../index.ts';
import { syntheticTable, withoutModality } from '../../tables.test.helper.ts';

const table = syntheticTable(6);
const small = { latentDim: 3, encoder: { hidden: [4] }, decoder: { hidden: [4] } };
const stage = (written: Written<StageOptions>) => ({ stages: { plain: { network: small, training: { epochs: 1 }, ...written } } });

beforeAll(() => startEngine('wasm'));

const changed = (modality: string, change: (x: number, k: number) => number): FeatureTable<Matrix> => ({
  ...table,
  blocks: { ...table.blocks, [modality]: { ...table.blocks[modality], data: table.blocks[modality].data.map(change) } },
});

test.each<[string, Partial<TrainRequest>, string]>([
  ['no samples', { train: syntheticTable(0) }, 'train: expected at least 2 samples in train, got 0. Check the manifest and its splits.'],
  ['one sample', { train: syntheticTable(1) }, 'train: expected at least 2 samples in train, got 1.'],
  ['no modality', { train: { ...table, blocks: {} } }, 'train: expected a modality in train, got none.'],
  [
    'a constant feature',
    { train: changed('image', (x, k) => (k % 6 === 2 ? 0.5 : x)) },
    'train: expected features that vary in train, got 0.5 in every sample as feature 2 of image. Remove the feature, or reduce the features with PCA.',
  ],
  [
    'a modality absent everywhere',
    { train: withoutModality(table, 'text', () => true) },
    'train: expected a sample with text in train, got none. Leave the modality out of the experiment.',
  ],
  [
    'NaN',
    { train: changed('audio', (x, k) => (k === 9 ? NaN : x)) },
    'train: expected finite features, got NaN as feature 1 of audio in sample "s2" of train. Mark the modality as missing there, or extract it again.',
  ],
  ['too few rows', { train: { ...table, ids: ['a', 'b'] } }, 'train: expected 2 rows of audio in train, got 6.'],
  [
    'no mask',
    { train: { ...table, present: {} } },
    'train: expected a mask of length 6 for audio in train, got none. Set 1 where a sample has the modality, otherwise 0.',
  ],
  [
    'copies of another shape',
    { train: { ...table, copies: { image: [matrix(6, 5)] } } },
    'train: expected every copy of image to have shape 6×6, got 6×5. Make copies with the extractor of the originals.',
  ],
  [
    'validation with other features',
    { validation: { ...table, blocks: { ...table.blocks, text: matrix(6, 9) } } },
    'train: expected 5 features of text in validation, as in train, got 9. Use the same extractor for both.',
  ],
])('%s is an InputError before the first step', async (_, request, message) => {
  let started = false;
  const training = train({ train: table, options: stage({}), ...request, onProgress: () => void (started = true) });
  await expect(training).rejects.toThrow(InputError);
  await expect(training).rejects.toThrow(message);
  expect(started).toBe(false);
});

test.each<[string, ArrayLike<number>, string]>([
  ['too few', [0, 1], 'train: expected a code for each of 6 train rows, got 2. Check the function given as codes.'],
  ['negative', [0, 1, -1, 0, 0, 0], 'train: expected codes to be whole numbers from 0, got -1.'],
  ['all alike', [0, 0, 0, 0, 0, 0], 'train: expected at least 2 codes, got 1.'],
  ['more than samples', [0, 1, 2, 3, 4, 6], 'train: expected at most as many codes as train has samples (6), got 7.'],
])('codes that are %s are an InputError', async (_, codes, message) => {
  const options = { stages: { ...stage({}).stages, next: { network: small, objective: { codes: 1 } } } };
  const training = train({ train: table, options, codes: () => codes });
  await expect(training).rejects.toThrow(InputError);
  await expect(training).rejects.toThrow(message);
});

test.each<[string, Matrix, string]>([
  ['of another width', matrix(6, 2), 'train: expected latents of shape 6×3, got 6×2. Check the function given as latents.'],
  ['not finite', matrix(6, 3, new Float32Array(18).fill(NaN)), 'train: expected finite latents, got NaN.'],
])('latents that are %s are an InputError', async (_, latents, message) => {
  const options = { stages: { ...stage({}).stages, next: { network: small, objective: { latent: 1 } } } };
  const training = train({ train: table, options, latents: () => latents });
  await expect(training).rejects.toThrow(InputError);
  await expect(training).rejects.toThrow(message);
});
