// `mmae-archive add` on folders and manifests with films; covers `film-asset.ts` and `shot-assets.ts`.
import { jest } from '@jest/globals';
import { openArchive } from '@mmae/archive-store';
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentsOf, readArchive, runArchive } from '../archive-folder.test.support.ts';

jest.setTimeout(120_000);

/** Three shots of a second, at 25 frames a second, from 10:00:00:00. */
const programme = fileURLToPath(new URL('../../../../packages/video/test/fixtures/programme.mp4', import.meta.url));

let place: string;
let media: string;
let archive: string;
beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'archive-films-')));
  [media, archive] = [join(place, 'media'), join(place, 'archive')];
  mkdirSync(media);
  copyFileSync(programme, join(media, 'harbour.mp4'));
  writeFileSync(join(media, 'harbour.en.srt'), '1\n00:00:00,100 --> 00:00:00,900\nBoats at dawn\n');
  writeFileSync(join(media, 'harbour.json'), '{"title":"The harbour","broadcastDate":"1998-03-12","keywords":["sea"]}');
});
afterEach(() => rmSync(place, { recursive: true }));

const add = (source = media, ...options: string[]) => runArchive('add', source, '--archive', archive, ...options);

test('a film is an asset with its facts, and each shot is a sample', async () => {
  const { code, err } = await add(media, '--language', 'en');
  expect([code, err]).toEqual([0, expect.stringContaining('1 assets with 3 samples: 1 added')]);
  const [{ samples, ...asset }] = contentsOf(archive).assets;
  expect(asset).toMatchObject({
    ...{ kind: 'film', root: media, path: 'harbour.mp4', title: 'The harbour', date: '1998-03-12', state: 'present' },
    film: { rate: { num: 25, den: 1, drop: false }, startTimecode: '10:00:00:00', numFrames: 75, durationSeconds: 3, videoCodec: 'h264' },
  });
  expect(asset.subtitles).toContainEqual({ path: 'harbour.en.srt', language: 'en' });
  expect(samples.map(({ id, timecode, text, textSource, extra }) => [id, timecode, text, textSource, extra])).toEqual([
    [`${asset.id}:0-25`, '10:00:00:00', 'Boats at dawn', 'subtitles', { keywords: 'sea' }],
    [`${asset.id}:25-50`, '10:00:01:00', '', undefined, { keywords: 'sea' }],
    [`${asset.id}:50-75`, '10:00:02:00', '', undefined, { keywords: 'sea' }],
  ]);
  for (const { media: files } of samples) for (const path of Object.values(files)) expect(existsSync(join(media, path))).toBe(true);
});

test('a film that is renamed keeps its decisions; a copy of it is noted', async () => {
  await add();
  const open = openArchive(archive);
  const [, { key: sampleKey }] = open.samplesOf(open.assets().items[0].key);
  open.decide([{ sampleKey, label: 'harbour', verdict: 'add', who: 'Ada' }]);
  open.close();
  renameSync(join(media, 'harbour.mp4'), join(media, 'sea.mp4'));
  copyFileSync(join(media, 'sea.mp4'), join(media, 'sea copy.mp4'));
  const { out, err } = await add();
  expect(out).toContain('sea copy.mp4\tduplicate film: it has the content of sea.mp4, which is used\n');
  expect(err).toMatch(/ 1 moved, 0 unchanged\n1 have the content of another/);
  const { path, copies } = readArchive(archive, (opened) => opened.asset(opened.sample(sampleKey)!.assetKey)!);
  expect([path, copies]).toEqual(['sea.mp4', ['sea copy.mp4']]);
  expect(readArchive(archive, (opened) => [opened.tagsOf(sampleKey).map(({ label }) => label), opened.orphans()])).toEqual([
    ['harbour'],
    [],
  ]);
});

test('a film that was replaced by another one leaves its decisions as orphans', async () => {
  await add();
  const open = openArchive(archive);
  const [{ key: sampleKey }] = open.samplesOf(open.assets().items[0].key);
  open.decide([{ sampleKey, label: 'harbour', verdict: 'add', who: 'Ada' }]);
  open.close();
  appendFileSync(join(media, 'harbour.mp4'), Buffer.alloc(8)); // another content, which plays the same
  expect((await add()).err).toContain(
    '1 added, 0 changed, 0 moved, 0 unchanged\n1 were removed because their files have other content now',
  );
  expect(readArchive(archive, (opened) => opened.orphans().map(({ label }) => label))).toEqual(['harbour']);
});

test('shots are kept in the archive where the folder of media must stay as it is', async () => {
  const shots = join(archive, 'shots');
  await add(media, '--media-folder', shots);
  expect(existsSync(join(media, 'mmae-shots'))).toBe(false);
  const [{ root, path, samples }] = contentsOf(archive).assets;
  expect([root, path]).toEqual([place, 'media/harbour.mp4']);
  expect(existsSync(join(root, samples[0].media.image))).toBe(true);
});

test('the manifest of the same folder gives the same assets', async () => {
  await add();
  const before = contentsOf(archive);
  const [{ samples, content }] = before.assets;
  const rows = samples.map(({ range, timecode, media: { image, audio }, text }, i) =>
    [`h/${i}`, 'harbour.mp4', range!.from, range!.to, timecode, image, audio ?? '', text, text && 'subtitles', 'sea'].join(),
  );
  writeFileSync(join(media, 'list.csv'), ['id,asset,from,to,timecode,image,audio,text,text_source,keywords', ...rows, ''].join('\n'));
  const { err } = await add(join(media, 'list.csv'));
  expect(err).toContain('1 assets with 3 samples: 0 added');
  const after = contentsOf(archive);
  expect(after.assets[0]).toMatchObject({ content, title: 'The harbour', date: '1998-03-12', subtitles: before.assets[0].subtitles });
  rmSync(archive, { recursive: true });
  await add(join(media, 'list.csv'));
  expect(contentsOf(archive).assets[0]).toMatchObject({ content, kind: 'film', film: { numFrames: 75, rate: { num: 25, den: 1 } } });
});

test('shots of a film that cannot be read are items of their own', async () => {
  await add();
  const [{ samples }] = contentsOf(archive).assets;
  writeFileSync(join(media, 'list.csv'), `id,asset,from,to,image\ns1,gone.mp4,0,25,${samples[0].media.image}\n`);
  archive = join(place, 'other');
  const { out } = await add(join(media, 'list.csv'));
  expect(out).toMatch(/^gone\.mp4\tunusable film, its shots are items of their own: missing: gone\.mp4 does not exist/);
  expect(contentsOf(archive).assets).toMatchObject([{ kind: 'sample', path: samples[0].media.image }]);
});
