import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import type { Matrix } from '@mmae/matrix';
import { startEngine } from '@mmae/tensor-engine';
import { train, type StageOptions, type TrainRequest, type Written } from '../../index.ts';
import { syntheticTable } from '../../tables.test.helper.ts';

const table = syntheticTable(6);
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
  [
    'a modality with the name of a loss term',
    { train: renamed('text', 'codes') },
    'train: expected the name of a modality to be none of agreement, variance, covariance, divergence, codes, latent,',
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
    'a latent in the first stage',
    { options: stage({ objective: { latent: 1 } }) },
    'train: expected a stage before stages.plain, which learns its latent, got none.',
  ],
  [
    'codes and a latent in one stage',
    { options: { stages: { ...stage({}).stages, next: { network: small, objective: { codes: 1, latent: 1 } } } }, codes: () => [0, 1] },
    'train: expected either codes or latent above 0 in stages.next.objective, got both.',
  ],
  [
    'a latent after codes',
    {
      options: {
        stages: {
          ...stage({}).stages,
          named: { network: small, objective: { codes: 1 } },
          next: { network: small, objective: { latent: 1 } },
        },
      },
      codes: () => [0, 1],
    },
    'train: expected a stage with a latent before stages.next, got named, which learns codes.',
  ],
  [
    'a stage of a latent without the function that finds it',
    { options: { stages: { ...stage({}).stages, next: { network: small, objective: { latent: 1 } } } } },
    'train: expected the function latents, because stages.next learns a latent, got none.',
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
