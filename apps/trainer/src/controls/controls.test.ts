// Also covers `control-names.ts`.
import type { FeatureTable } from '@mmae/feature-table';
import { InputError } from '@mmae/input';
import { matrix } from '@mmae/matrix';
import { mmae, resolveMmaeOptions, untrained } from '@mmae/mmae';
import type { Manifest } from '@mmae/samples';
import { loadExperiment } from '../experiment.ts';
import type { ControlName } from './control-names.ts';
import { controlsOf, type ControlledRun } from './controls.ts';

const everywhere = Uint8Array.of(1, 1, 1);
const table: FeatureTable = {
  ids: ['a', 'b', 'c'],
  blocks: { image: matrix(3, 1, Float32Array.of(1, 2, 3)), text: matrix(3, 1, Float32Array.of(4, 5, 6)) },
  present: { image: everywhere, text: everywhere },
};

/** A run whose controls cannot be trained. @param told receives the lines of its log */
function failingRun(told: string[], controls?: readonly ControlName[]): ControlledRun {
  const options = resolveMmaeOptions({ stages: { only: { network: { latentDim: 1 } } } });
  const model = untrained({ description: { options, featureLengths: { image: 1, text: 1 }, numCodes: {} }, weights: {} });
  return {
    experiment: { ...loadExperiment('quick'), modalities: ['image', 'text'], controls },
    manifest: { samples: [] } as unknown as Manifest,
    samples: { all: [], train: [], validation: [], validationInTrain: [] },
    tables: { all: table, train: table, validation: table, validationInTrain: [] },
    trained: mmae({}, model),
    progress: { say: (line: string) => void told.push(line), update: () => undefined },
    requestFor: () => {
      throw new InputError('train: expected more, got less');
    },
  } as unknown as ControlledRun;
}

async function namesOf(run: ControlledRun): Promise<string[]> {
  const names = [];
  for await (const { name } of controlsOf(run)) names.push(name);
  return names;
}

const leftOut = (name: string) => `control ${name} left out: train: expected more, got less`;

test('a control that cannot be trained is left out with a message, and the others are trained', async () => {
  const lines: string[] = [];
  expect(await namesOf(failingRun(lines))).toEqual(['untrained']);
  expect(lines).toEqual(['shuffledPairs', 'alone.image', 'alone.text'].map(leftOut));
});

test('an experiment can name the controls that it trains', async () => {
  const lines: string[] = [];
  expect(await namesOf(failingRun(lines, ['untrained']))).toEqual(['untrained']);
  expect(lines).toEqual([]);
  expect(await namesOf(failingRun(lines, ['alone']))).toEqual([]);
  expect(lines).toEqual(['alone.image', 'alone.text'].map(leftOut));
});
