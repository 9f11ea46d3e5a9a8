import { listMethods, loadAblation, readConfig } from '@mmae/run-folder';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ablate } from './ablate.ts';
import { readAblation, toRuns } from './read-ablation.ts';
import { writeTinyMedia } from '../tiny-media.test.support.ts';

let folder: string;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ablate-'));
  process.env.MMAE_CACHE = join(folder, 'cache');
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const small = [
  'media.image.components=4',
  'media.audio.components=4',
  'media.text.components=4',
  'model.stages.reconstruct.network.latentDim=4',
  'model.stages.agree=null',
];
const ablation = {
  question: 'Does the agreement term help?',
  expected: 'yes, clusters',
  experiment: 'quick',
  shared: [...small, 'model.stages.reconstruct.training.epochs=1'],
  choices: {
    base: [],
    'without agreement': ['model.stages.reconstruct.objective.agreement=0'],
    'base, 7 clusters': ['scoring.numClusters=7'],
  },
  seeds: [0, 1],
  measures: ['nmi'],
};

function write(value: unknown): string {
  const file = join(folder, 'agreement.json');
  writeFileSync(file, JSON.stringify(value));
  return file;
}

test('ablate trains every choice with every seed once', async () => {
  const manifest = await writeTinyMedia(join(folder, 'media'), 60);
  const progress = { say: (line: string) => void lines.push(line), update: () => undefined };
  const options = {
    folder: join(folder, 'runs'),
    engine: 'wasm' as const,
    controls: false,
    manifest,
    progress,
    signal: new AbortController().signal,
  };
  const runs = await ablate(write(ablation), options);
  expect(runs.map((run) => run.slice(options.folder.length + 1))).toEqual([
    'base/seed-0',
    'base/seed-1',
    'without-agreement/seed-0',
    'without-agreement/seed-1',
  ]);
  for (const run of runs) expect(await listMethods(run)).toContain('mmae');
  expect((await readConfig(runs[3])).experiment).toMatchObject({
    seed: 1,
    model: { stages: { reconstruct: { objective: { agreement: 0 } } } },
  });

  expect((await loadAblation(options.folder)).choices[2]).toMatchObject({
    scoring: { numClusters: 7 },
    runs: ['base/seed-0', 'base/seed-1'],
  });

  const before = statSync(join(runs[0], 'samples.csv')).mtimeMs;
  await ablate(write(ablation), options);
  expect(lines.filter((line) => line.endsWith('already finished'))).toHaveLength(4);
  expect(statSync(join(runs[0], 'samples.csv')).mtimeMs).toBe(before);

  await expect(ablate(write(ablation), { ...options, columns: { label: 'camera' } })).rejects.toThrow(`expected ${runs[0]} to be new`);
  const changed = { ...ablation, shared: [...small, 'model.stages.reconstruct.training.epochs=2'] };
  await expect(ablate(write(changed), options)).rejects.toThrow(`expected ${runs[0]} to be new or a run of this choice on this data`);
});

test('choices that differ only in scoring are not trained again', () => {
  expect(toRuns(ablation).choices.map(({ runs }) => runs[0])).toEqual(['base/seed-0', 'without-agreement/seed-0', 'base/seed-0']);
});

test('an incomplete ablation is refused', () => {
  expect(() => readAblation(join(folder, 'none.json'))).toThrow('which does not exist');
  expect(() => readAblation(write({ ...ablation, seeds: [] }))).toThrow('expected seeds to be a list of at least 1 entry');
  expect(() => toRuns({ ...ablation, choices: { a: [], b: ['scoring.k=0'] } })).toThrow('with N from 1, got scoring.k=0');
  expect(() => readAblation(write({ ...ablation, choices: { a: [], 16: [] } }))).toThrow(
    'expected every name in choices to be a name that is not a number',
  );
  expect(() => readAblation(write({ ...ablation, sedes: [1] }))).toThrow('expected a known option, got "sedes". Did you mean "seeds"?');
});
