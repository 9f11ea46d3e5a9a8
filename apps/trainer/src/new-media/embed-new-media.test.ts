import { loadEmbeddings, loadSamples, loadSkipped } from '@mmae/run-folder';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { embedNewMedia } from './embed-new-media.ts';
import { loadExperiment } from '../experiment.ts';
import { startTraining } from '../run.ts';
import { tinySettings, writeTinyMedia } from '../tiny-media.test.support.ts';

const experiment = loadExperiment('quick', [
  ...tinySettings,
  'previews.numSamples=2',
  'baselines={"raw":{}}',
  'model.stages.agree=null',
  'model.stages.reconstruct.training.epochs=12',
]);

let folder: string;
let run: string;
const place = (name: string) => join(folder, name);
const work = { progress: { say: () => undefined, update: () => undefined }, signal: new AbortController().signal };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'embed-'));
  process.env.MMAE_CACHE = place('cache');
  const manifest = await writeTinyMedia(place('media'), 60);
  await startTraining(experiment, { folder: place('run'), engine: 'wasm', controls: false, manifest, ...work });
  // The run goes elsewhere, and the media that it was trained on are gone.
  run = place('elsewhere');
  renameSync(place('run'), run);
  cpSync(place('media'), place('new'), { recursive: true });
  rmSync(place('media'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const embedInto = (out: string, manifest = place('new')) => embedNewMedia({ folder: run, out: place(out), manifest, ...work });
const readRows = (file: string) =>
  readFileSync(place(file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));

test('samples of the training data get the embeddings that training has saved', async () => {
  await embedInto('whole');
  const [again, before] = [await loadEmbeddings(place('whole'), 'mmae'), await loadEmbeddings(run, 'mmae')];
  expect(Object.keys(again).sort()).toEqual(Object.keys(before).sort());
  for (const [subset, { data }] of Object.entries(again)) {
    const worst = data.reduce((most, value, i) => Math.max(most, Math.abs(value - before[subset].data[i])), 0);
    expect(worst).toBeLessThan(1e-5);
  }
});

test('images alone are enough; unusable files are listed, and neighbours are train samples of the same label', async () => {
  writeFileSync(place('new/pictures.csv'), 'id,image\nred,0.png\nblue,1.png\nlost,none.png\n');
  await embedInto('pictures', place('new/pictures.csv'));
  expect(Object.keys(await loadEmbeddings(place('pictures'), 'mmae'))).toEqual(['image']);
  expect((await loadSamples(place('pictures'))).map(({ id, present }) => [id, present])).toEqual([
    ['red', ['image']],
    ['blue', ['image']],
  ]);
  expect((await loadSkipped(place('pictures'))).map(({ id, reason }) => [id, reason.split(':')[0]])).toEqual([['lost', 'missing']]);
  const [header, ...neighbours] = readRows('pictures/neighbours.csv');
  expect(header).toEqual(['id', 'from', 'rank', 'neighbour', 'label', 'cosine']);
  expect(neighbours).toHaveLength(10);
  for (const [id, from, , , label] of neighbours) expect([from, label]).toEqual(['image', id]);
});

test('existing results are not overwritten, and an error leaves no results', async () => {
  await embedInto('first');
  await expect(embedInto('first')).rejects.toThrow(
    /expected --out as a new or empty folder, got .*first, which contains files. Choose another/,
  );
  writeFileSync(place('new/strange.csv'), 'id,picture\na,0.png\n');
  await expect(embedInto('strange', place('new/strange.csv'))).rejects.toThrow(
    /strange\.csv: 1 problem\n {2}line 1: expected a media column \(image, audio, text\), got "id, picture"\. Name one: --column image=picture/,
  );
  writeFileSync(place('new/lost.csv'), 'id,image\na,none.png\n');
  await expect(embedInto('lost', place('new/lost.csv'))).rejects.toThrow(
    /expected at least one sample with usable media .* 1 failed, the first: missing/,
  );
  expect(() => readFileSync(place('lost/samples.csv'))).toThrow('ENOENT');
});

test('a sample that is unlike the training data is listed, and gets no tags', async () => {
  const stripes = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => (Math.floor(i / 12) % 2 ? 255 : 0));
  await sharp(stripes, { raw: { width: 32, height: 32, channels: 3 } })
    .png()
    .toFile(place('new/stripes.png'));
  writeFileSync(
    place('new/unlike.csv'),
    'id,image,text\nknown,0.png,the ember and brick\nstripes,stripes.png,\nhalf,stripes.png,the ember and brick\nwords,,zeppelin\n',
  );
  const lines: string[] = [];
  const progress = { say: (line: string) => void lines.push(line), update: () => undefined };
  await embedNewMedia({ ...work, folder: run, out: place('unlike'), manifest: place('new/unlike.csv'), progress });
  expect(readRows('unlike/unlike.csv').slice(1)).toEqual([
    ['stripes', 'image'],
    ['half', 'image'],
    ['words', 'text'],
    ['half', 'image+text'],
  ]);
  const tags = readRows('unlike/tags.csv').slice(1);
  const kindsOf = (id: string, from: string) => [
    ...new Set(tags.filter((tag) => tag[0] === id && tag[4] === from).map(([, kind]) => kind)),
  ];
  expect(kindsOf('known', 'image')).toContain('label');
  expect(kindsOf('stripes', 'image')).toEqual(['unlike']);
  expect(kindsOf('half', 'image')).toEqual(['unlike']);
  expect(kindsOf('half', 'image+text')).toEqual(['unlike']);
  expect(kindsOf('half', 'text')).toContain('label');
  expect(kindsOf('words', 'text')).toEqual(['unlike']);
  expect(lines).toContain(`unlike the training data: 3 of 4 samples, which get no tags; they are listed in ${place('unlike/unlike.csv')}`);
});
