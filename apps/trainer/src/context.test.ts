import { InputError } from '@mmae/input';
import { listMethods, loadEmbeddings, loadSamples } from '@mmae/run-folder';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadExperiment } from './experiment.ts';
import { embedNewMedia } from './new-media/embed-new-media.ts';
import { resumeTraining, startTraining, type StartOptions } from './run.ts';
import { tinySettings, writeTinyMedia } from './tiny-media.test.support.ts';

const settings = [
  ...tinySettings,
  ...['previews.numSamples=0', 'tags=false', 'model.stages.latent=null', 'controls=["shuffledSequences"]'],
  ...['pca', 'pcaFilled', 'pcaPerModality', 'pcaPerModalityWhitened', 'mcca', 'mccaForRetrieval'].map((name) => `baselines.${name}=null`),
  'model.stages.reconstruct.training.epochs=2',
];
const tinyContext = 'context={"asset":"camera","width":8,"heads":2,"minSteps":6,"epochs":1}';
const withoutContext = loadExperiment('quick', settings);
const withContext = loadExperiment('quick', [...settings, tinyContext]);

let folder: string;
let manifest: string;
const place = (name: string) => join(folder, name);
const updates: string[] = [];
const never = new AbortController().signal;
const work = (signal: AbortSignal, onUpdate: (line: string) => void = () => undefined) => ({
  progress: { say: () => undefined, update: (line: string) => void (updates.push(line), onUpdate(line)) },
  signal,
});
const options = (run: string, controls = false): StartOptions => ({
  ...{ folder: place(run), engine: 'wasm', controls, manifest },
  ...work(never),
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'context-'));
  process.env.MMAE_CACHE = place('cache');
  manifest = await writeTinyMedia(place('media'), 60);
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll(',c0\n', ',\n')); // a third of the samples is of no camera
  await startTraining(withContext, options('run', true));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('context is a method of its own; the model, and samples without an asset, are bit-identical to those of a run without', async () => {
  await startTraining(withoutContext, options('without'));
  expect(await listMethods(place('without'))).toEqual(['mmae', 'raw']);
  expect(await listMethods(place('run'))).toEqual(['context', 'control.shuffledSequences', 'mmae', 'raw']);
  const [before, own] = [await loadEmbeddings(place('without'), 'mmae'), await loadEmbeddings(place('run'), 'mmae')];
  expect(own).toEqual(before);
  const context = await loadEmbeddings(place('run'), 'context');
  const samples = await loadSamples(place('run'));
  expect(Object.keys(context)).toEqual(Object.keys(own));
  for (const [subset, { data, numColumns }] of Object.entries(context)) {
    const isSame = (row: number) => data.subarray(row * numColumns, (row + 1) * numColumns).every((x, j) => x === own[subset].data[row * numColumns + j]); // prettier-ignore
    expect([subset, ...samples.map((_, row) => isSame(row))]).toEqual([subset, ...samples.map(({ extra }) => extra.camera === '')]);
  }
  expect((await loadEmbeddings(place('run'), 'control.shuffledSequences')).image).not.toEqual(context.image);
});

test('a run that is interrupted while context is learned resumes with bit-identical results', async () => {
  const enough = new AbortController();
  const interrupt = (line: string) => void (line.startsWith('context: step 3') && enough.abort());
  await expect(startTraining(withContext, { ...options('resumed'), ...work(enough.signal, interrupt) })).rejects.toThrow('abort');
  expect(await listMethods(place('resumed'))).toEqual(['mmae']);
  await resumeTraining(place('resumed'), work(never));
  expect(await loadEmbeddings(place('resumed'), 'context')).toEqual(await loadEmbeddings(place('run'), 'context'));
  expect(updates).toContainEqual(expect.stringMatching(/^context: step 6 of 6, loss [01]\.\d{3}$/));
});

test('new media are embedded in the context of each other', async () => {
  await embedNewMedia({ folder: place('run'), out: place('embedded'), manifest, ...work(never) });
  const [expected, found] = await Promise.all(['run', 'embedded'].map((name) => loadEmbeddings(place(name), 'context')));
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  found.text.data.forEach((x, k) => expect(x).toBeCloseTo(expected.text.data[k], 5));
});

test('a manifest without such a column is refused before anything is read', async () => {
  const experiment = loadExperiment('quick', [...settings, 'context={}']);
  const refusal = startTraining(experiment, options('refused'));
  await expect(refusal).rejects.toThrow(InputError);
  await expect(refusal).rejects.toThrow(
    `context: expected a column asset in ${manifest} that at least two train samples have in common, got no train sample with a value there. ` +
      'Name the column with context.asset, or leave context out.',
  );
  expect(existsSync(place('refused'))).toBe(false);
});
