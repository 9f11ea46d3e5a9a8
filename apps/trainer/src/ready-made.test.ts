import { matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { toNpy, toSafetensors } from '@mmae/tensor-files';
import { loadEmbeddings, loadPreviews, loadSamples, loadSkipped, readConfig } from '@mmae/run-folder';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embedNewMedia } from './new-media/embed-new-media.ts';
import { loadExperiment } from './experiment.ts';
import { startTraining } from './run.ts';
import { writeTinyMedia } from './tiny-media.test.support.ts';

const small = [
  'modalities=["image","text"]',
  'media.image.components=4',
  'media.text.components=4',
  'previews.numSamples=4',
  'baselines={"raw":{}}',
  'model.stages.latent=null',
  'model.stages.reconstruct.network.latentDim=4',
  'model.stages.reconstruct.training.epochs=4',
];

let folder: string;
let manifest: string;
let lines: string[];
const place = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ready-made-'));
  process.env.MMAE_CACHE = place('cache');
  manifest = await writeTinyMedia(place('media'), 60);
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const work = () => ({
  progress: { say: (line: string) => void lines.push(line), update: () => undefined },
  signal: new AbortController().signal,
});
const trainOn = (featureFile: string) =>
  startTraining(loadExperiment('quick', [...small, `image.featureFile=${featureFile}`]), {
    ...{ folder: place('run'), engine: 'wasm', controls: false, manifest },
    ...work(),
  });

/** Numbers by class with a little noise, one row per sample; one row may be damaged. */
function writeFeatures(file: string, ids: readonly string[], damagedId?: string, damage = NaN): void {
  const random = seededRandom(1);
  const data = ids.flatMap((id, i) =>
    Array.from({ length: 6 }, (_, j) => (id === damagedId && j === 2 ? damage : (i % 2) * j + 0.1 * random.next())),
  );
  writeFileSync(place(file), toNpy(matrix(ids.length, 6, Float32Array.from(data))));
  writeFileSync(place(file.replace('.npy', '.ids.txt')), `${ids.join('\n')}\n`);
}
const ids = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`);

test('ready-made features replace an extractor; a sample without a row, or with a damaged one, lacks the modality and is listed', async () => {
  writeFeatures('clip.npy', [...ids(58), 'stranger'], 's3');
  writeFileSync(place('media/4.png'), 'the file itself may be gone: nothing is read from it');
  await trainOn(place('clip.npy'));
  expect(lines).toContain(`image: 57 samples (6 ready-made numbers each, from ${place('clip.npy')}, 1 rows without a sample, 3 skipped)`);
  expect((await loadSkipped(place('run'))).map(({ id, modality, reason }) => [id, modality, reason.replaceAll(folder, '')])).toEqual([
    ['s3', 'image', 'damaged: NaN in column 2 of its row. Make its features again.'],
    ['s58', 'image', 'no features: /clip.npy has no row for this id. Add it, or correct the id.'],
    ['s59', 'image', 'no features: /clip.npy has no row for this id. Add it, or correct the id.'],
  ]);
  const rows = await loadSamples(place('run'));
  expect(rows[3].present).toEqual(['text']);
  expect(rows[4]).toMatchObject({ present: ['image', 'text'], media: { image: '4.png' } });
  expect((await loadPreviews(place('run'))).some(({ media }) => media.image?.kind === 'picture')).toBe(true);
  expect((await readConfig(place('run'))).experiment).toMatchObject({
    media: { image: { extractor: 'image', components: 4, featureFile: place('clip.npy') } },
  });
});

test('a fill value makes its sample unusable, not the modality', async () => {
  writeFeatures('clip.npy', ids(60), 's3', 9.969209968386869e36);
  await trainOn(place('clip.npy'));
  expect((await loadSkipped(place('run'))).map(({ id, reason }) => [id, reason])).toEqual([
    ['s3', expect.stringMatching(/^damaged: 9\.969\d*e\+36 in column 2 of its row, beyond ±1e18, which may be a fill value\. Make/)],
  ]);
  expect((await loadSamples(place('run')))[4].present).toEqual(['image', 'text']);
});

test('a manifest row without media is a sample where it has ready-made features', async () => {
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/^s7,.*$/m, 's7,train,red,g3,,,,'));
  writeFeatures('clip.npy', ids(60));
  await trainOn(place('clip.npy'));
  expect((await loadSamples(place('run'))).find(({ id }) => id === 's7')).toMatchObject({ present: ['image'], media: {} });
});

test('new media need features of the same width; without them the modality counts as missing, with a message', async () => {
  writeFeatures('clip.npy', ids(60));
  await trainOn(place('clip.npy'));
  const embedInto = (out: string, features?: Record<string, string>) =>
    embedNewMedia({ folder: place('run'), out: place(out), manifest, features, ...work() });

  await embedInto('without');
  expect(lines.find((line) => line.startsWith('image: learnt'))).toMatch(
    /^image: learnt from ready-made features \(.*\), so it counts as missing.*--features image=FILE$/,
  );
  expect(Object.keys(await loadEmbeddings(place('without'), 'mmae'))).toEqual(['text']);

  await embedInto('with', { image: place('clip.npy') });
  const [before, after] = [await loadEmbeddings(place('run'), 'mmae'), await loadEmbeddings(place('with'), 'mmae')];
  expect(Object.keys(after).sort()).toEqual(['image', 'image+text', 'text']);
  after.image.data.forEach((value, i) => expect(value).toBeCloseTo(before.image.data[i], 5));

  writeFileSync(place('wide.safetensors'), toSafetensors({ s0: matrix(1, 7) }));
  await expect(embedInto('wide', { image: place('wide.safetensors') })).rejects.toThrow('expected 6 numbers per row as in train, got 7');
  await expect(embedInto('strange', { text: place('clip.npy') })).rejects.toThrow(
    /expected --features for a modality that .* learnt from ready-made features \(image\), got text. Add its media to the manifest instead/,
  );
});

test('a file with features of other samples is refused', async () => {
  writeFeatures('clip.npy', ['a', 'b']);
  await expect(trainOn(place('clip.npy'))).rejects.toThrow(
    /expected at least one sample with "image", got none: all 60 failed, the first: no features: .*clip.npy has no row for this id/,
  );
});

test('a remark says that label words cannot be removed from ready-made text features', async () => {
  writeFeatures('bert.npy', ids(60));
  await startTraining(loadExperiment('quick', [...small, `text.featureFile=${place('bert.npy')}`]), {
    ...{ folder: place('run'), engine: 'wasm', controls: false, manifest },
    ...work(),
  });
  expect(lines).toContain(
    'text: label words cannot be removed from ready-made features; scores are valid only if they were removed before',
  );
});
