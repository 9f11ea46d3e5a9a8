// Archives without labels, without modalities or with few samples: every shipped experiment trains on them, and reports what it leaves out.
import { listMethods, loadEmbeddings, loadSamples, readConfig } from '@mmae/run-folder';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkData } from './check.ts';
import { loadExperiment, shippedExperiments } from './experiment.ts';
import { startTraining } from './run.ts';
import { tinySettings, writeTinyMedia } from './tiny-media.test.support.ts';

let folder: string;
let header: string[];
let rows: string[][];
let lines: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'any-archive-'));
  process.env.MMAE_CACHE = join(folder, 'cache');
  const manifest = await writeTinyMedia(folder, 40);
  [header, ...rows] = readFileSync(manifest, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes a column of the manifest. */
function setColumn(name: string, value: (row: string[], index: number) => string): void {
  const column = header.indexOf(name);
  rows = rows.map((row, index) => row.with(column, value(row, index)));
}

const isTest = (row: string[]) => row[header.indexOf('split')] === 'test';

/** Last stages of the experiments that have two. */
const lastStages: Readonly<Record<string, string>> = { quick: 'latent', full: 'latent', codes: 'agree' };

const settingsOf = (name: string) => [
  ...tinySettings,
  'previews.numSamples=2',
  'media.image.options.size=8',
  'model.stages.reconstruct.training.epochs=1',
  'model.stages.reconstruct.training.minSteps=1',
  ...(name in lastStages
    ? ['network.latentDim=4', 'training.epochs=1', 'training.minSteps=1'].map((set) => `model.stages.${lastStages[name]}.${set}`)
    : []),
];

/** Checks the data unless told not to, then trains. @returns the run folder */
async function train(name = 'quick', settings: string[] = settingsOf(name), { isChecked = true } = {}): Promise<string> {
  const manifest = join(folder, 'manifest.csv');
  writeFileSync(manifest, [header, ...rows].map((row) => row.join(',')).join('\n'));
  const run = join(folder, `run-${name}`);
  const progress = { say: (line: string) => void lines.push(line), update: () => undefined };
  const options = { manifest, progress, signal: new AbortController().signal, engine: 'wasm' as const };
  const experiment = loadExperiment(name, settings);
  if (isChecked) await checkData(experiment, { ...options, print: () => undefined });
  lines = [];
  await startTraining(experiment, { ...options, folder: run, controls: false });
  return run;
}

const experiments = shippedExperiments().filter((name) => name !== 'base' && name !== 'pretrained'); // its encoders take a set-up command

test.each(experiments)('%s trains without labels, and reports the number of codes where it learns any', async (name) => {
  setColumn('label', () => '');
  const run = await train(name);
  expect(lines.at(-1)).toBe(`done: ${run}. Report: mmae-report ${run}`);
  const codes = lines.filter((line) => line.startsWith('codes: '));
  expect(codes).toEqual(
    name === 'codes'
      ? [
          expect.stringMatching(
            /^codes: \d+, (chosen without labels by .* 4 to \d+ clusters)$|^codes: \d+; there are too few samples to choose$/,
          ),
        ]
      : [],
  );
  expect(existsSync(join(run, 'features/codes.choice.json'))).toBe(codes.length === 1);
});

test.each([
  ['one label', () => 'red'],
  ['a label a sample', (_: string[], index: number) => `item ${index}`],
  ['labels in test alone', (row: string[]) => (isTest(row) ? row[2] : '')],
  ['labels in train alone', (row: string[]) => (isTest(row) ? '' : row[2])],
  ['half of the labels', (row: string[], index: number) => (index % 4 < 2 ? row[2] : '')],
])('%s: the codes are the same as without labels', async (_, label) => {
  setColumn('label', () => '');
  const numCodesOf = async () =>
    (JSON.parse(readFileSync(join(await train('codes'), 'features/codes.choice.json'), 'utf8')) as { state: object }).state;
  setColumn('text', () => 'words that no label has');
  setColumn('text', (row, index) => `${row[6]} ${index % 2 ? 'sea' : 'ember'}`);
  const unlabelled = await numCodesOf();
  rmSync(join(folder, 'run-codes'), { recursive: true });
  setColumn('label', label);
  expect(await numCodesOf()).toEqual(unlabelled);
  expect(unlabelled).toMatchObject({ from: 'silhouette' });
});

test('the embedding is the same as without labels', async () => {
  const labels = rows.map((row) => row[header.indexOf('label')]);
  setColumn('text', (_, index) => (index % 2 ? 'words that no label has' : 'more of the sea'));
  const embeddings = async () => loadEmbeddings(await train('quick'), 'mmae');
  const labelled = await embeddings();
  rmSync(join(folder, 'run-quick'), { recursive: true });
  setColumn('label', () => '');
  expect(new Set(labels).size).toBeGreaterThan(1);
  expect(await embeddings()).toEqual(labelled);
});

test.each([[['image']], [['audio']], [['text']], [['image', 'text']]])(
  '%j in the manifest is enough for luma; what is left out is reported',
  async (kept) => {
    const empty = ['image', 'audio', 'text'].filter((name) => !kept.includes(name));
    for (const name of empty) setColumn(name, () => '');
    const run = await train('full');
    for (const name of empty) expect(lines).toContain(`left out: ${name}: no row of the manifest has any`);
    expect(lines.includes(`${kept[0]} is the only modality: there is no search across modalities`)).toBe(kept.length === 1);
    expect((await listMethods(run)).includes('mcca')).toBe(kept.length > 1);
    const embeddings = Object.keys(await loadEmbeddings(run, 'mmae'));
    expect(embeddings.sort()).toEqual(kept.length === 1 ? kept : ['image', 'image+text', 'text']);
    expect(Object.keys((await readConfig(run)).leftOut as object).sort()).toEqual(empty.sort());
  },
);

test('a manifest with too few train rows is refused before extraction', async () => {
  setColumn('split', (_, index) => (index === 0 ? 'train' : 'test'));
  await expect(train()).rejects.toThrow(
    'train: expected at least 2 rows in train, got 1 (1 train, 39 test). Add rows, set their column "split" to train, or leave it empty to have them assigned.',
  );
  expect(existsSync(join(folder, 'cache'))).toBe(false);
  expect(existsSync(join(folder, 'run-quick'))).toBe(false);
});

test('a modality whose files all fail, that only test has, or that never varies, is left out', async () => {
  setColumn('audio', () => 'gone.wav');
  setColumn('text', (row) => (isTest(row) ? row[6] : ''));
  const run = await train();
  const leftOut = (await readConfig(run)).leftOut as Record<string, string>;
  expect(leftOut.audio).toMatch(/^none of 40 can be used, the first: missing: gone\.wav/);
  expect(lines).toContain(`left out: audio: ${leftOut.audio}`);
  expect(leftOut.text).toBe('no train sample has any');
  expect(Object.keys(await loadEmbeddings(run, 'mmae'))).toEqual(['image']);
  expect((await loadSamples(run)).every(({ present }) => present.join() === 'image')).toBe(true);

  rmSync(run, { recursive: true });
  setColumn('image', () => '0.png');
  setColumn('text', () => 'ember and rose');
  await expect(train('plain')).rejects.toThrow(
    /expected a modality that can be learnt from, got none:\n {2}image: .*vary.*\n {2}audio: .*\n {2}text: /,
  );
});

test('rows without a common modality train: nothing needs two modalities', async () => {
  setColumn('image', (row, index) => (index % 3 === 0 ? row[4] : ''));
  setColumn('audio', (row, index) => (index % 3 === 1 ? row[5] : ''));
  setColumn('text', (row, index) => (index % 3 === 2 ? row[6] : ''));
  for (const name of ['quick', 'full']) {
    const run = await train(name);
    expect((await loadEmbeddings(run, 'mmae')).text.numRows).toBe(40);
    expect((await listMethods(run)).filter((method) => /mcca/i.test(method))).toEqual([]);
    expect(lines).toContain('mcca is left out: no train sample has two modalities');
  }
});

test.each([3, 4, 6, 11])('%d samples train, with a narrower latent, which is reported', async (numSamples) => {
  rows = rows.slice(0, numSamples).map((row) => row.with(1, ''));
  const settings = settingsOf('full').filter((setting) => !/components|latentDim/.test(setting));
  for (const name of ['quick', 'full']) {
    const run = await train(name, name === 'full' ? settings : settings.filter((setting) => !setting.includes('minSteps')));
    expect(
      lines.some((line) => /^stages\.reconstruct\.network\.latentDim is \d+ instead of \d+: train has no more features$/.test(line)),
    ).toBe(true);
    expect((await loadEmbeddings(run, 'mmae')).image.numRows).toBe(numSamples);
  }
});

test('check refuses what training would refuse', async () => {
  rows = rows.slice(0, 20);
  await expect(train('quick', [...settingsOf('quick'), 'codes.numClusters=21'])).rejects.toThrow(
    /expected codes\.numClusters of at most \d+, the number of train samples, got 21/,
  );
  await expect(train('quick', [...settingsOf('quick'), 'baselines.mcca.ridge=-1'])).rejects.toThrow(/mcca/);
  expect(existsSync(join(folder, 'run-quick'))).toBe(false);
});

test('a training that is refused after extraction leaves no run folder', async () => {
  for (const name of ['image', 'audio']) setColumn(name, () => '');
  setColumn('text', () => 'ember and rose');
  await expect(train('quick', settingsOf('quick'), { isChecked: false })).rejects.toThrow('expected a modality that can be learnt from');
  expect(existsSync(join(folder, 'run-quick'))).toBe(false);
});
