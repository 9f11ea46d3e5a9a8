import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { matrix } from '@mmae/matrix';
import { mmae, resolveMmaeOptions, untrained } from '@mmae/mmae';
import type { Manifest } from '@mmae/samples';
import { loadExperiment } from '../experiment.ts';
import { controlsOf, type ControlledRun } from './controls.ts';

const everywhere = Uint8Array.of(1, 1, 1);
const table: FeatureTable = {
  ids: ['a', 'b', 'c'],
  blocks: { image: matrix(3, 1, Float32Array.of(1, 2, 3)), text: matrix(3, 1, Float32Array.of(4, 5, 6)) },
  present: { image: everywhere, text: everywhere },
};

test('a control that cannot be trained is left out with a message, and the others are trained', async () => {
  const options = resolveMmaeOptions({ stages: { only: { network: { latentDim: 1 } } } });
  const model = untrained({ description: { options, featureLengths: { image: 1, text: 1 }, numCodes: {} }, weights: {} });
  const lines: string[] = [];
  const run = {
    experiment: { ...loadExperiment('quick'), modalities: ['image', 'text'] },
    manifest: { samples: [] } as unknown as Manifest,
    samples: { all: [], train: [], validation: [], validationInTrain: [] },
    tables: { all: table, train: table, validation: table, validationInTrain: [] },
    trained: mmae({}, model),
    progress: { say: (line: string) => void lines.push(line), update: () => undefined },
    requestFor: () => {
      throw new InputError('train: expected more, got less');
    },
  } as unknown as ControlledRun;
  const names = [];
  for await (const { name } of controlsOf(run)) names.push(name);
  expect(names).toEqual(['untrained']);
  expect(lines).toEqual(
    ['shuffledPairs', 'alone.image', 'alone.text'].map((name) => `control ${name} left out: train: expected more, got less`),
  );
});
