import { saveAblation, type AblationRuns } from '@mmae/run-folder';
import { join } from 'node:path';
import { isSignificant, scoreAblation, type AblationRow } from './index.ts';
import { temporaryFolder } from './synthetic-folder.test.support.ts';
import { writeSyntheticRun } from './synthetic-run.ts';

const noises = { clean: 0.9, noisy: 2 };
const seeds = [1, 2, 3];
const runs = (name: string) => seeds.map((seed) => `${name}/seed-${seed}`);
const ablation: AblationRuns = {
  question: 'Does noise hurt?',
  expected: 'yes',
  experiment: 'synthetic',
  shared: [],
  seeds,
  measures: ['nmi', 'map', 'only.audio'],
  choices: [
    { name: 'clean', overrides: [], scoring: {}, runs: runs('clean') },
    { name: 'noisy', overrides: ['noise=2'], scoring: {}, runs: runs('noisy') },
    { name: 'two clusters', overrides: ['scoring.numClusters=2'], scoring: { numClusters: 2 }, runs: runs('clean') },
  ],
};
let folder: string;
let rows: AblationRow[];

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [name, mmae] of Object.entries(noises)) {
    for (const seed of seeds)
      await writeSyntheticRun(join(folder, name, `seed-${seed}`), { numTrain: 64, numTest: 60, numPreviews: 0, seed, noise: { mmae } });
  }
  await saveAblation(folder, ablation);
  ({ rows } = await scoreAblation(folder, { numDraws: 60 }));
});

const rowOf = (measure: string, choice: string) => rows.find((row) => row.measure === measure && row.choice === choice)!;

test('a row for every measure and choice; the base has no difference', () => {
  expect(rows.map(({ measure, choice }) => `${measure}: ${choice}`)).toEqual(
    ['NMI', 'mAP', 'NMI, audio alone'].flatMap((measure) => ['clean', 'noisy', 'two clusters'].map((choice) => `${measure}: ${choice}`)),
  );
  expect(rowOf('NMI', 'clean').difference).toBeUndefined();
});

test('a choice is compared with the base over the same seeds and samples', () => {
  const [clean, noisy, two] = ['clean', 'noisy', 'two clusters'].map((choice) => rowOf('NMI', choice));
  expect(noisy.difference!.value).toBeCloseTo(noisy.spread.mean - clean.spread.mean, 12);
  expect(noisy.difference!.overSeeds![1]).toBeLessThan(0);
  expect(noisy.difference!.overSamples![1]).toBeLessThan(0);
  expect(two.spread.mean).toBeLessThan(0.7); // two clusters give at most one bit of three
  expect(two.trainingSeconds).toBe(clean.trainingSeconds);
});

test('only mAP has a chance level, and only a measure of the bootstrap an interval over samples', () => {
  expect(rowOf('mAP', 'noisy').chance).toBeGreaterThan(0.1);
  expect(rowOf('NMI', 'noisy').chance).toBeUndefined();
  expect(rowOf('NMI, audio alone', 'noisy').difference!.overSamples).toBeUndefined();
});

test('a difference is significant if no known interval contains 0 and enough samples were scored', () => {
  expect(isSignificant({ value: 1, overSeeds: [0.5, 1.5], overSamples: [0.1, 2] }, 60)).toBe(true);
  expect(isSignificant({ value: 1, overSeeds: [0.5, 1.5], overSamples: [0.1, 2] }, 49)).toBe(false);
  expect(isSignificant({ value: 1, overSeeds: [-0.5, 2.5], overSamples: [0.1, 2] }, 60)).toBe(false);
  expect(isSignificant({ value: -1, overSeeds: undefined, overSamples: [-2, -0.1] }, 60)).toBe(true);
  expect(isSignificant({ value: 1, overSeeds: undefined, overSamples: undefined }, 60)).toBe(false);
});

test.each([
  [['nmj'], 'scoreAblation: expected measures from nmi, ari, ami, '],
  [['nmj'], 'got "nmj". Did you mean "nmi"?'],
  [['only.video'], 'expected NMI, video alone of every run, got none for "clean". Remove "only.video" from "measures".'],
])('measures %j are refused', async (measures, message) => {
  await saveAblation(folder, { ...ablation, measures, choices: ablation.choices.slice(0, 1) });
  await expect(scoreAblation(folder, { numDraws: 60 })).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringContaining(message),
  });
});
