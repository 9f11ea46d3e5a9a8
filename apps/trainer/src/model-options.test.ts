import type { FeatureTable } from '@mmae/feature-table';
import { matrix } from '@mmae/matrix';
import { loadExperiment } from './experiment.ts';
import { optionsForTrain, withoutOptionsOf } from './model-options.ts';

const present = { image: Uint8Array.of(1, 1), text: Uint8Array.of(1, 1) };
const table = (width: number): FeatureTable => ({
  ...{ ids: ['a', 'b'], present },
  blocks: { image: matrix(2, width), text: matrix(2, width) },
});
const experiment = loadExperiment('quick', ['modalities=["image","text"]', 'model.stages.latent=null']);

test('options that fit the data are not changed', () => {
  const { options, changes } = optionsForTrain(experiment, table(100), true);
  expect(changes).toEqual([]);
  expect(options).toEqual({ ...experiment.model, seed: experiment.seed });
});

test('a latent is never wider than all features together', () => {
  const { options, changes } = optionsForTrain(experiment, table(3), true);
  expect(options.stages!.reconstruct!.network!.latentDim).toBe(6);
  expect(changes).toEqual([
    expect.stringMatching(/^stages\.reconstruct\.network\.latentDim is 6 instead of \d+: train has no more features$/),
  ]);
});

test('without validation samples a stage cannot stop early', () => {
  const patient = {
    ...experiment,
    ...loadExperiment('quick', [
      'modalities=["image","text"]',
      'model.stages.latent=null',
      'model.stages.reconstruct.training.patience=3',
      'model.stages.reconstruct.training.schedule=plateau',
    ]),
  };
  const { options, changes } = optionsForTrain(patient, table(100), false);
  expect(options.stages!.reconstruct!.training).toMatchObject({ patience: null, schedule: 'cosine' });
  expect(changes).toEqual([expect.stringMatching(/cannot stop early without validation samples: it runs all \d+ epochs$/)]);
  expect(optionsForTrain(patient, table(100), true).changes).toEqual([]);
});

test('withoutOptionsOf removes the options for a modality at any depth, and nothing else', () => {
  const options = {
    seed: 1,
    stages: { a: { network: { encoders: { image: {}, text: {} } }, objective: { reconstructionLosses: { image: 'mse' } } } },
  };
  expect(withoutOptionsOf(options, ['image'])).toEqual({
    seed: 1,
    stages: { a: { network: { encoders: { text: {} } }, objective: { reconstructionLosses: {} } } },
  });
});
