// Through the command, `ablation.ts` of src/commands.
import { saveAblation } from '@mmae/run-folder';
import type { AblationRow } from '@mmae/scoring';
import { join } from 'node:path';
import { mmaeReport } from '../main.ts';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { temporaryFolder } from '../synthetic-folder.test.support.ts';
import { writeSyntheticRun } from '@mmae/scoring/synthetic-run';

const noises = { clean: 0.9, noisy: 2 };
const seeds = [1, 2, 3];
let folder: string;

async function call(...args: string[]) {
  const streams = recordingStreams();
  return { code: await mmaeReport(['ablation', ...args, '--draws', '60'], streams), ...streams.written };
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const runs = (name: string) => seeds.map((seed) => `${name}/seed-${seed}`);
  for (const [name, mmae] of Object.entries(noises)) {
    for (const seed of seeds)
      await writeSyntheticRun(join(folder, name, `seed-${seed}`), { numTrain: 64, numTest: 60, numPreviews: 0, seed, noise: { mmae } });
  }
  await saveAblation(folder, {
    question: 'Does noise hurt?',
    expected: 'yes',
    experiment: 'synthetic',
    shared: ['a=1'],
    seeds,
    measures: ['nmi', 'only.audio'],
    choices: [
      { name: 'clean', overrides: [], scoring: {}, runs: runs('clean') },
      { name: 'noisy', overrides: ['noise=2'], scoring: {}, runs: runs('noisy') },
      { name: 'two clusters', overrides: ['scoring.numClusters=2'], scoring: { numClusters: 2 }, runs: runs('clean') },
    ],
  });
});

test('each choice is compared with the base, on the same seeds and the same samples', async () => {
  const { rows } = JSON.parse((await call(folder, '--json')).out) as { rows: AblationRow[] };
  expect(rows.map(({ measure, choice }) => `${measure}: ${choice}`)).toEqual([
    ...['clean', 'noisy', 'two clusters'].map((choice) => `NMI: ${choice}`),
    ...['clean', 'noisy', 'two clusters'].map((choice) => `NMI, audio alone: ${choice}`),
  ]);
  const [clean, noisy, two] = rows;
  expect(noisy.difference!.value).toBeCloseTo(noisy.spread.mean - clean.spread.mean, 12);
  expect(noisy.difference!.overSeeds![1]).toBeLessThan(0);
  expect(noisy.difference!.overSamples![1]).toBeLessThan(0);
  expect(two.spread.mean).toBeLessThan(0.7); // two clusters tell at most one bit of three
  expect(two.trainingSeconds).toBe(clean.trainingSeconds);
  expect(rows[4].difference!.overSamples).toBeUndefined(); // a modality alone is not drawn
});

test('Markdown has the question and the settings of each choice, and marks significant differences', async () => {
  const { out } = await call(folder, '--markdown');
  expect(out).toContain('**Does noise hurt?** Expected: yes');
  expect(out).toContain('Experiment `synthetic` with `a=1`; seeds 1, 2, 3.');
  expect(out).toContain('- noisy: `noise=2`');
  expect(out).toMatch(/^\| NMI \| noisy \| \.\d{3} \| \.\d{3} \| \*\*−\.\d{3}\*\* \| \[−\.\d{3}, −\.\d{3}\] \| \[−/m);
});

test('a folder without ablation.json and a missing argument are named', async () => {
  expect((await call(join(folder, 'clean'))).error).toContain('ablation.json');
  expect((await call()).error).toContain("mmae-report ablation: missing required argument 'folder'");
});
