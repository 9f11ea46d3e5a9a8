// Covers `archive-manifest.ts`, `index-command.ts` and the command, `index-run.ts`.
import { saveTagCalibration } from '@mmae/tagging';
import { writePlantedRun } from '@mmae/embedder/planted-run.test.support';
import { openArchive } from '@mmae/archive-store';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArchive, runArchive } from '../archive-folder.test.support.ts';

let place: string;
let archive: string;
let run: string;
const cacheBefore = process.env.MMAE_CACHE;
beforeEach(async () => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'archive-index-')));
  [archive, run] = [join(place, 'archive'), join(place, 'run')];
  process.env.MMAE_CACHE = join(place, 'cache');
  mkdirSync(run);
  await writePlantedRun(run);
  await calibrate(run);
});
afterEach(() => {
  rmSync(place, { recursive: true });
  if (cacheBefore === undefined) delete process.env.MMAE_CACHE;
  else process.env.MMAE_CACHE = cacheBefore;
});

const curve = { scores: [0, 1], confidences: [0, 1] };
const calibrate = (folder: string) => saveTagCalibration(folder, { 'word:text': curve, 'word:text+title': curve, 'label:text': curve });

const addRows = async (...rows: string[]) => {
  writeFileSync(join(place, 'list.csv'), ['id,text,title', ...rows, ''].join('\n'));
  expect(await runArchive('add', join(place, 'list.csv'), '--archive', archive)).toMatchObject({ code: 0 });
};
const index = (folder = run) => runArchive('index', folder, '--archive', archive);

/** Tags of every sample, by its text. */
const tags = () =>
  readArchive(archive, (open) => {
    const samples = [...open.eachSample()].flat();
    return Object.fromEntries(
      samples.map(({ key, text }) => [
        text,
        open.tagsOf(key).map(({ label, machine, verdict }) => `${label} ${machine?.from ?? ''} ${verdict ?? ''}`.trim()),
      ]),
    );
  });

test('samples get embeddings of each modality and of all, and tags of the run', async () => {
  await addRows('fire,ember,', 'sea,sea,sea');
  const { code, err } = await index();
  expect([code, err]).toEqual([0, expect.stringContaining('2 samples indexed, 0 were indexed already, of 2\n')]);
  expect(tags()).toMatchObject({ ember: ['ember text', 'brick text', 'fire text'], sea: ['sea text+title', 'sky text+title'] });
  readArchive(archive, (open) => {
    const fire = open.labels({ limit: 100 }).find(({ label }) => label === 'fire');
    expect(fire?.concept).toBe('medtop:20000150'); // the Media Topic of this name
    expect(open.currentRun()).toMatchObject({ folder: run, name: 'planted', modalities: ['text', 'title'] });
    expect([open.embeddings('text')!.sampleKeys.length, open.embeddings('title')!.sampleKeys.length]).toEqual([2, 1]);
    const { matrix, sampleKeys } = open.embeddings('joint')!;
    const byText = Object.fromEntries(
      Array.from(sampleKeys, (key, i) => [open.sample(key)!.text, [...matrix.data.subarray(2 * i, 2 * i + 2)]]),
    );
    expect(byText.ember[0]).toBeGreaterThan(0.9 * Math.hypot(...byText.ember)); // fire
    expect(byText.sea[1]).toBeGreaterThan(0.9 * Math.hypot(...byText.sea)); // water
  });
});

test('only what is new or has changed is indexed', async () => {
  await addRows('a,ember,', 'b,sea,');
  await index();
  expect((await index()).err).toContain('0 samples indexed, 2 were indexed already, of 2');
  await addRows('a,ember,', 'b,sea,', 'c,sky,');
  expect((await index()).err).toContain('1 samples indexed, 2 were indexed already, of 3');
  await addRows('a,ember,', 'b,sea sky,', 'c,sky,');
  expect((await index()).err).toContain('1 samples indexed, 2 were indexed already, of 3');
});

test('another run replaces the tags of machines, and no rejected tag returns', async () => {
  await addRows('a,ember,');
  await index();
  const open = openArchive(archive);
  const [{ key: sampleKey }] = [...open.eachSample()].flat();
  open.decide([
    { sampleKey, label: 'brick', verdict: 'reject', who: 'Ada' },
    { sampleKey, label: 'night', verdict: 'add', who: 'Ada' },
  ]);
  open.close();
  expect(
    tags()
      .ember.filter((tag) => / (rejected|accepted)$|night/.test(tag))
      .sort(),
  ).toEqual(['brick text rejected', 'night  accepted']);
  const other = join(place, 'other');
  mkdirSync(other);
  await writePlantedRun(other, { scale: 2 });
  await calibrate(other);
  expect((await index(other)).err).toContain('1 samples indexed, 0 were indexed already, of 1');
  expect(
    tags()
      .ember.filter((tag) => / (rejected|accepted)$|night/.test(tag))
      .sort(),
  ).toEqual(['brick text rejected', 'night  accepted']);
  expect(readArchive(archive, (opened) => opened.currentRun()!.folder)).toBe(other);
});

test('a sample without media of the run is left for a later index; media that cannot be used are listed', async () => {
  writeFileSync(join(place, 'pixel.jpg'), Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1'));
  writeFileSync(join(place, 'mixed.csv'), 'id,image,text\na,,ember\nb,pixel.jpg,\n');
  await runArchive('add', join(place, 'mixed.csv'), '--archive', archive);
  const { err } = await index();
  expect(err).toContain(
    '1 samples indexed, 0 were indexed already, of 2\n1 have no media that the run can read; the next index tries them again',
  );
  expect((await index()).err).toContain('0 samples indexed, 1 were indexed already, of 2\n1 have no media');
});

test('a run without confidences gives no tags, and says so', async () => {
  const bare = join(place, 'bare');
  mkdirSync(bare);
  await writePlantedRun(bare);
  await addRows('a,ember,');
  expect((await index(bare)).err).toContain('no tags, as their confidence is unknown: the run had too few validation samples');
  expect(tags()).toEqual({ ember: [] });
});

test('errors: no archive, no run', async () => {
  expect(await index()).toMatchObject({ code: 2, err: expect.stringContaining('openArchive: expected an archive') });
  await addRows('a,ember,');
  expect(await index(join(place, 'none'))).toMatchObject({ code: 2, err: expect.stringContaining(join(place, 'none')) });
  expect(readArchive(archive, (open) => open.jobs()[0])).toMatchObject({ kind: 'index', state: 'failed' });
});
