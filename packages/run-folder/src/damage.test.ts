// Also tests the checksums of `files.ts`.
// However a file of a run is damaged, its reader returns what was written, or throws a RunFolderError with a remedy; never any other error.
import { matrix } from '@mmae/matrix';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { loadAblation, saveAblation } from './ablation.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { loadEmbeddings, saveEmbeddings } from './embeddings.ts';
import { loadEvaluation, saveEvaluation } from './evaluation.ts';
import { loadFeatureState, saveFeatureState } from './feature-state.ts';
import { appendMetrics, cutMetrics, readMetrics } from './metrics.ts';
import { loadTagScores, loadUnexplainedVariance, saveTagScores, saveUnexplainedVariance } from './model-scores.ts';
import { loadPreviews, savePreviews } from './previews.ts';
import { closeRun, createRun, leaveRun, readConfig, resumeRun } from './run.ts';
import { loadSamples, loadSkipped, saveSamples, saveSkipped } from './sample-table.ts';
import { expectShape } from './shape.ts';

/** Each file of a run, and what reads it. */
const readers: Readonly<Record<string, (folder: string) => Promise<unknown>>> = {
  'config.json': readConfig,
  'checksums.json': readConfig,
  'lock.json': (folder) => resumeRun(folder).then(() => leaveRun(folder)),
  'metrics.jsonl': readMetrics,
  'samples.csv': loadSamples,
  'skipped.csv': loadSkipped,
  'tags.json': loadTagScores,
  'reconstruction.json': loadUnexplainedVariance,
  'evaluation.json': loadEvaluation,
  'ablation.json': loadAblation,
  'embeddings/mmae.safetensors': (folder) => loadEmbeddings(folder, 'mmae'),
  'features/text.json': (folder) => loadFeatureState(folder, 'text'),
  'features/text.safetensors': (folder) => loadFeatureState(folder, 'text'),
  'samples/index.json': loadPreviews,
  'samples/checksums.json': loadPreviews,
  'samples/0000-original-image.png': loadPreviews,
  'checkpoint/state.json': (folder) => loadCheckpoint(folder),
  'checkpoint/checksums.json': (folder) => loadCheckpoint(folder),
  'checkpoint/model.safetensors': (folder) => loadCheckpoint(folder),
};
const files = Object.keys(readers);
const documents = files.filter((file) => file.endsWith('.json') && file !== 'lock.json');

let whole: string;
let folder: string;
beforeAll(async () => {
  whole = mkdtempSync(join(tmpdir(), 'mmae-whole-'));
  folder = join(whole, 'copy');
  await writeRun(join(whole, 'run'));
});
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(whole, 'run'), folder, { recursive: true });
});
afterAll(() => rmSync(whole, { recursive: true }));

async function writeRun(run: string): Promise<void> {
  const tensors = { weight: matrix(1, 2, Float32Array.of(1, 2)) };
  const score = { numSamples: 8, model: 0.5, mostFrequent: 0.1, nearestFeatures: 0.4, expectedCalibrationError: 0.02 };
  const picture = { kind: 'picture', mediaType: 'image/png', bytes: Buffer.from('picture') } as const;
  const media = { image: picture, text: { kind: 'text', text: 'a dog' } } as const;
  const tags = { image: [{ kind: 'word', tag: 'bark', confidence: 0.5 }] } as const;
  await createRun(run, { experiment: { name: 'x' }, seed: 1 });
  await appendMetrics(run, { epoch: 1, step: 2, seconds: 3, loss: 4 });
  for (const epoch of [1, 2]) await saveCheckpoint(run, { model: tensors, optimizer: tensors, state: { epoch, losses: [0.5] } });
  await saveSamples(run, [{ id: 'a', split: 'test', label: 'dog', media: { image: 'a.png' }, present: ['image'], extra: {} }]);
  await saveSkipped(run, [{ id: 'a', modality: 'audio', file: 'a.wav', reason: 'empty: a.wav has 0 bytes' }]);
  await saveEmbeddings(run, 'mmae', { image: matrix(1, 2, Float32Array.of(1, 2)) });
  await saveFeatureState(run, 'text', { json: { vocabulary: ['a'] }, tensors });
  await saveTagScores(run, { image: { word: { ...score, bins: [{ count: 8, meanConfidence: 0.4, accuracy: 0.5 }] } } });
  await saveUnexplainedVariance(run, { image: { text: 0.5 } });
  await savePreviews(run, [{ id: 'a', split: 'test', label: 'dog', media, seen: media, reconstructions: { text: media }, tags }]);
  await saveEvaluation(run, { version: 1, settings: {}, methods: { mmae: { test: { numSamples: 10, numClusters: 2 } } }, controls: {} });
  const choice = { name: 'base', overrides: ['seed=1'], scoring: { numStarts: 2 }, runs: ['base-1'] };
  await saveAblation(run, {
    ...{ question: 'q', expected: 'e', experiment: 'quick', shared: [], seeds: [1], measures: ['nmi'] },
    choices: [choice],
  });
  await closeRun(run);
}

/** How reading ended: 'read', or the error's name; of a RunFolderError, only one that names a file of the run is accepted as such. */
async function outcomeOf(file: string): Promise<string> {
  try {
    await readers[file](folder);
    return 'read';
  } catch (error) {
    const { name, message } = error as Error;
    return name === 'RunFolderError' && message.includes(folder) ? name : `${name}: ${message}`;
  }
}

const accepted = ['read', 'RunFolderError'];

test.each(files.filter((file) => file !== 'lock.json'))('%s: a flipped bit anywhere', async (file) => {
  const bytes = readFileSync(join(folder, file));
  const outcomes = new Set<string>();
  for (let i = 0; i < bytes.length; i += 7) {
    bytes[i] ^= 1 << (i % 8);
    writeFileSync(join(folder, file), bytes);
    outcomes.add(await outcomeOf(file));
    bytes[i] ^= 1 << (i % 8);
  }
  expect([...outcomes].filter((outcome) => !accepted.includes(outcome))).toEqual([]);
  if (!/checksums|checkpoint/.test(file)) expect([...outcomes]).toEqual(['RunFolderError']);
});

test.each(['checkpoint/state.json', 'checkpoint/checksums.json', 'checkpoint/model.safetensors'])(
  'with a flipped bit anywhere in %s, it or the one before is taken, and the reason given',
  async (file) => {
    const bytes = readFileSync(join(folder, file));
    for (let i = 0; i < bytes.length; i += 5) {
      bytes[i] ^= 1 << (i % 8);
      writeFileSync(join(folder, file), bytes);
      const { state, passedOver } = (await loadCheckpoint(folder))!;
      expect(passedOver).toHaveLength((state as { epoch: number }).epoch === 2 ? 0 : 1);
      bytes[i] ^= 1 << (i % 8);
    }
  },
);

test.each(files)('%s: truncated, empty, a folder, missing', async (file) => {
  for (const length of [0, 1, Math.floor(readFileSync(join(folder, file), { flag: 'a+' }).length / 2)]) {
    writeFileSync(join(folder, file), readFileSync(join(folder, file)));
    truncateSync(join(folder, file), length);
    expect(accepted).toContain(await outcomeOf(file));
  }
  rmSync(join(folder, file));
  expect(accepted).toContain(await outcomeOf(file));
  mkdirSync(join(folder, file));
  expect(accepted).toContain(await outcomeOf(file));
});

/** All documents that differ from one in a single value: of another kind, a missing key, or a key that all objects have. */
function* variantsOf(value: unknown): Generator<unknown> {
  yield* [null, [], {}, '', '1', 'x', true, -1, 0.5, 1e300, [null], { constructor: 1 }, [[]]];
  if (Array.isArray(value)) {
    for (const i of value.keys()) for (const variant of variantsOf(value[i])) yield value.with(i, variant);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, own] of Object.entries(value)) {
    const others = Object.entries(value).filter(([other]) => other !== key);
    yield Object.fromEntries(others);
    for (const name of ['__proto__', 'constructor', 'toString', '../../etc/passwd']) yield Object.fromEntries([...others, [name, own]]);
    for (const variant of variantsOf(own)) yield Object.fromEntries([...others, [key, variant]]);
  }
}

test.each(documents)('%s: JSON of another shape, without a checksum', async (file) => {
  const document: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  for (const list of ['checksums.json', 'samples/checksums.json']) if (list !== file) rmSync(join(folder, list));
  const outcomes = new Set<string>();
  for (const variant of variantsOf(document)) {
    writeFileSync(join(folder, file), JSON.stringify(variant));
    outcomes.add(await outcomeOf(file));
  }
  expect([...outcomes].filter((outcome) => !accepted.includes(outcome))).toEqual([]);
});

test('a changed key in the checksums of a checkpoint: the previous checkpoint is loaded, and the key named', async () => {
  const file = join(folder, 'checkpoint/checksums.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"files"', '"viles"'));
  const { state, passedOver } = (await loadCheckpoint(folder))!;
  expect(state).toMatchObject({ epoch: 1 });
  expect(passedOver).toEqual([
    expect.stringContaining(`expected files to be an object, each value a text that matches ^[0-9a-f]{64}$, got none. ${file} was damaged`),
  ]);
});

test('states of another shape are passed over; if all are, each is named', async () => {
  const losses = z.object({ epoch: z.int().max(1) });
  expect((await loadCheckpoint(folder, losses))!.state).toMatchObject({ epoch: 1 });
  await expect(loadCheckpoint(folder, z.array(z.number()))).rejects.toThrow(
    /expected state to be a list, each a number, got \{"epoch":2[^]*checkpoint\/state.json was damaged[^]*checkpoint.previous\/state.json/,
  );
});

test('a preview whose file is outside of the folder is refused', async () => {
  const index = join(folder, 'samples/index.json');
  rmSync(join(folder, 'samples/checksums.json'));
  writeFileSync(join(folder, 'secret.png'), 'secret');
  for (const file of ['../secret.png', '/etc/passwd', '..\\secret.png', '.', '']) {
    const item = { id: 'a', split: 'test', media: { image: { kind: 'picture', mediaType: 'image/png', file } } };
    writeFileSync(index, JSON.stringify({ formatVersion: 1, items: [item] }));
    await expect(loadPreviews(folder)).rejects.toThrow(
      /expected items.0.media.image.file to be a text that matches .*index.json was damaged/,
    );
  }
});

test('checksums of files outside of the folder: only files of the run are opened', async () => {
  const file = join(folder, 'checksums.json');
  const { files: sums } = JSON.parse(readFileSync(file, 'utf8')) as { files: Record<string, string> };
  const strange = { '../../etc/passwd': 'a'.repeat(64), constructor: 'b'.repeat(64), '/dev/random': 'c'.repeat(64) };
  writeFileSync(file, JSON.stringify({ formatVersion: 1, files: { ...sums, ...strange } }));
  expect(await readConfig(folder)).toMatchObject({ seed: 1 });
  await resumeRun(folder);
  await closeRun(folder);
  expect(existsSync(join(folder, 'config.json'))).toBe(true);
});

test('runs of an ablation must be inside its folder', async () => {
  const file = join(folder, 'ablation.json');
  const written = readFileSync(file, 'utf8');
  for (const path of ['../other', '/etc', 'a/../../b', 'C:\\runs']) {
    rmSync(join(folder, 'checksums.json'), { force: true });
    writeFileSync(file, written.replace('base-1', path.replaceAll('\\', '\\\\')));
    await expect(loadAblation(folder)).rejects.toThrow('expected choices.0.runs.0 to be a folder within that of the ablation');
  }
});

test.each(['{"epoch":1}', '[1]', 'null', '3', '{"epoch":"1","step":1}', '{"epoch":1,"step":1e999}', '{"__proto__":{"epoch":1,"step":1}}'])(
  'a line of metrics that is %s is named',
  async (line) => {
    await resumeRun(folder);
    writeFileSync(join(folder, 'metrics.jsonl'), `${line}\n`);
    await expect(cutMetrics(folder, 1)).rejects.toThrow('expected an object of numbers with "epoch" and "step" on line 1');
    rmSync(join(folder, 'metrics.jsonl'));
    await closeRun(folder);
  },
);

test('columns named like members of objects are loaded, and empty for rows without a value', async () => {
  const row = { id: 'a', split: 'test', media: {}, present: ['image'], extra: {} } as const;
  const extra = JSON.parse('{"__proto__":"1","constructor":"2","toString":"3"}') as Record<string, string>;
  await saveSamples(folder, [
    { ...row, extra },
    { ...row, id: 'b' },
  ]);
  const [first, second] = await loadSamples(folder);
  expect(Object.entries(first.extra)).toEqual(Object.entries(extra));
  expect(Object.entries(second.extra)).toEqual(Object.keys(extra).map((name) => [name, '']));
});

test('the message of a shape names the key, the rule and the value, shortened if it is long', () => {
  const shape = z.object({ list: z.array(z.int()) });
  expect(() => expectShape({ list: [1, 'x'.repeat(90)] }, 'runs/a/b.json', shape)).toThrow(
    `expectShape: expected list.1 to be a whole number, got "${'x'.repeat(58)}…. runs/a/b.json was damaged or changed by hand`,
  );
  expect(() => expectShape(JSON.parse('{"list":[1e999]}'), 'f', shape)).toThrow('to be a whole number, got Infinity');
});
