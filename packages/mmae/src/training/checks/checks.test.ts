import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { matrix, type Matrix } from '@mmae/matrix';
import { startEngine } from '@mmae/tensor-engine';
import { embed, mmae, reconstruct, train, type Checkpoint, type StageOptions, type TrainRequest, type Written } from '../../index.ts';
import { sharedCauses, without } from '../../tables.test.helper.ts';

const table = sharedCauses(6);
const small = { latentDim: 3, encoder: { hidden: [4] }, decoder: { hidden: [4] } };
const stage = (written: Written<StageOptions>) => ({ stages: { plain: { network: small, training: { epochs: 1 }, ...written } } });

beforeAll(() => startEngine('wasm'));

const changed = (modality: string, change: (x: number, k: number) => number): FeatureTable<Matrix> => ({
  ...table,
  blocks: { ...table.blocks, [modality]: { ...table.blocks[modality], data: table.blocks[modality].data.map(change) } },
});
const renamed = (from: string, to: string): FeatureTable<Matrix> => {
  const rename = <Value>(source: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(source).map(([modality, value]) => [modality === from ? to : modality, value]));
  return { ...table, blocks: rename(table.blocks), present: rename(table.present) };
};

test.each<[string, Partial<TrainRequest>, string]>([
  ['no samples', { train: sharedCauses(0) }, 'train: expected at least 2 samples in train, got 0. Check the manifest and its splits.'],
  ['one sample', { train: sharedCauses(1) }, 'train: expected at least 2 samples in train, got 1.'],
  ['no modality', { train: { ...table, blocks: {} } }, 'train: expected a modality in train, got none.'],
  [
    'a constant feature',
    { train: changed('image', (x, k) => (k % 6 === 2 ? 0.5 : x)) },
    'train: expected features that vary in train, got 0.5 in every sample as feature 2 of image. Remove the feature, or reduce the features with PCA.',
  ],
  [
    'a modality absent everywhere',
    { train: without(table, 'text', () => true) },
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
  [
    'a modality with the name of a loss term',
    { train: renamed('text', 'codes') },
    'train: expected the name of a modality to be none of agreement, variance, covariance, divergence, codes,',
  ],
  [
    'a modality with a dot',
    { train: renamed('text', 'te.xt') },
    'train: expected the name of a modality to have no dots or spaces, got "te.xt".',
  ],
  [
    'a latent larger than the features',
    { options: stage({ network: { latentDim: 16 } }) },
    'train: expected stages.plain.network.latentDim to be at most 15, the number of features, got 16. Lower it.',
  ],
  [
    'an unknown modality',
    { options: stage({ network: { ...small, encoders: { sound: {} } } }) },
    'train: expected modalities out of audio, image, text in stages.plain.network.encoders, got "sound".',
  ],
  [
    'a convolution over images of another size',
    { options: stage({ network: { ...small, encoders: { image: { convolution: { height: 3, width: 3, channels: 1, filters: [2] } } } } }) },
    'train: expected a convolution over the 6 features of image in stages.plain.network, got 3×3×1.',
  ],
  [
    'no objective',
    { options: stage({ objective: { reconstruction: 0 } }) },
    'train: expected a weight above 0 in stages.plain.objective, got none.',
  ],
  [
    'a divergence without variance',
    { options: stage({ objective: { divergence: 1 } }) },
    'train: expected a gaussian latent where stages.plain.objective.divergence is above 0, got deterministic.',
  ],
  [
    'a multinomial loss of negative features',
    {
      train: changed('text', (x, k) => (k === 0 ? -2 : Math.abs(x))),
      options: stage({ objective: { reconstructionLosses: { text: 'multinomial' } } }),
    },
    'train: expected features of at least 0 for the multinomial loss of text, got -2.',
  ],
  [
    'codes in the first stage',
    { options: stage({ objective: { codes: 1 } }) },
    'train: expected a stage before stages.plain, which learns codes, got none.',
  ],
  [
    'a stage of codes without the function that finds them',
    { options: { stages: { ...stage({}).stages, next: { network: small, objective: { codes: 1 } } } } },
    'train: expected the function codes, because stages.next learns codes, got none.',
  ],
  [
    'patience without validation',
    { options: stage({ training: { patience: 2 } }) },
    'train: expected a validation loss for patience or plateau in stages.plain.training, got no validation rows.',
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

describe('a checkpoint', () => {
  const saved: Checkpoint[] = [];
  beforeAll(() =>
    train({ train: table, options: stage({}), checkpointSeconds: 0, onCheckpoint: (checkpoint) => void saved.push(checkpoint) }),
  );

  test('of another table is an InputError', async () => {
    const training = train({ train: sharedCauses(6, 3), resumeFrom: saved[0] });
    await expect(training).rejects.toThrow(
      /train: expected the train table of the checkpoint \([0-9a-f]{8}…\), got [0-9a-f]{8}…\. Start a new run\./,
    );
  });

  test('with weights of another shape is refused', async () => {
    const weights = { ...saved[0].weights, 'plain.0.image.encoder.0.weight': { shape: [6, 5], data: new Float32Array(30) } };
    const training = train({ train: table, resumeFrom: { ...saved[0], weights } });
    await expect(training).rejects.toThrow(
      'networkWeights: expected shape [6, 4] for plain.0.image.encoder.0.weight, got [6, 5]. The weights are of another model.',
    );
    const { 'plain.0.image.encoder.0.weight': removed, ...others } = saved[0].weights;
    expect(removed.shape).toEqual([6, 4]);
    await expect(train({ train: table, resumeFrom: { ...saved[0], weights: others } })).rejects.toThrow('got none.');
  });

  test('of another format is an InputError', async () => {
    const state = { ...saved[0].state, formatVersion: 2 } as never;
    await expect(train({ train: table, resumeFrom: { ...saved[0], state } })).rejects.toThrow(
      'train: expected a checkpoint of format 1, got 2.',
    );
  });
});

test('embedding and reconstruction name an unknown modality and features of another width', async () => {
  const model = await train({ train: table, options: stage({}) });
  expect(() => embed(model, table, ['image', 'video'])).toThrow('embed: expected modalities out of audio, image, text, got "video".');
  const other = { ...table, blocks: { ...table.blocks, image: matrix(6, 7) } };
  expect(() => embed(model, other, ['image'])).toThrow(
    'embed: expected 6 features of image, got 7. Extract them as for the training of the model.',
  );
  expect(() => reconstruct(model, table, ['image'], 'video')).toThrow('reconstruct: expected a modality of the model, got "video".');
  await expect(mmae().embed(table, ['image'])).rejects.toThrow('mmae: expected a trained model, got none. Call fit first.');
});
