// Covers `add.ts`, `add-context.ts`, `add-folder.ts`, `add-manifest.ts`, `asset-writer.ts` and `sample-asset.ts`, and of other folders `job.ts`, `archive-option.ts` and `all-assets.ts`.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentsOf, readArchive, runArchive } from '../archive-folder.test.support.ts';

let place: string;
let media: string;
let archive: string;
beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'archive-add-')));
  media = join(place, 'media');
  archive = join(place, 'archive');
  mkdirSync(join(media, 'harbour'), { recursive: true });
  write('harbour/boats.jpg', jpeg('boats'));
  write('harbour/boats.txt', 'Boats at dawn.');
  write('gull.jpg', jpeg('gull'));
  write('story.txt', 'A story without an image.');
});
afterEach(() => rmSync(place, { recursive: true }));

/** Nobody decodes these images: `add` reads only their first bytes. */
const jpeg = (name: string) => Buffer.concat([Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1'), Buffer.from(name)]);
const write = (path: string, content: string | Buffer) => writeFileSync(join(media, path), content);
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const add = (source = media, ...options: string[]) => runArchive('add', source, '--archive', archive, ...options);
const assets = () => readArchive(archive, (open) => open.assets().items);
const states = () => Object.fromEntries(assets().map(({ path, state }) => [path, state]));

test('each item of a folder is an asset with one sample; its id is the content of its file, or of its text', async () => {
  const { code, err } = await add();
  expect(code).toBe(0);
  expect(err).toContain('3 assets with 3 samples: 3 added, 0 changed, 0 moved, 0 unchanged\n');
  expect(assets().map(({ path, title, content, kind }) => [path, title, content, kind])).toEqual([
    ['gull.jpg', 'gull', sha256(jpeg('gull')), 'sample'],
    ['harbour/boats.jpg', 'boats', sha256(jpeg('boats')), 'sample'],
    ['story', 'story', sha256('A story without an image.'), 'sample'],
  ]);
  const [sample] = contentsOf(archive).assets[1].samples;
  expect(sample).toEqual({
    ...{ id: sha256(jpeg('boats')).slice(0, 16), media: { image: 'harbour/boats.jpg' }, text: 'Boats at dawn.' },
    ...{ extra: {}, tags: [] },
  });
  expect(readArchive(archive, (open) => open.jobs().map(({ kind, state, numDone }) => [kind, state, numDone]))).toEqual([
    ['add', 'done', 3],
  ]);
});

test('the same again changes nothing; a text that changed does', async () => {
  await add();
  const before = contentsOf(archive);
  expect((await add()).err).toContain('0 added, 0 changed, 0 moved, 3 unchanged');
  expect(contentsOf(archive)).toEqual(before);
  write('harbour/boats.txt', 'Boats at dusk.');
  expect((await add()).err).toContain('0 added, 1 changed, 0 moved, 2 unchanged');
  expect(contentsOf(archive).assets[1].samples[0].text).toBe('Boats at dusk.');
});

test('files that are renamed or moved are the same assets', async () => {
  await add();
  const keyBefore = assets().find(({ path }) => path === 'gull.jpg')!.key;
  renameSync(join(media, 'gull.jpg'), join(media, 'harbour', 'bird.jpg'));
  expect((await add()).err).toContain('0 added, 0 changed, 1 moved, 2 unchanged');
  expect(assets().find(({ key }) => key === keyBefore)!.path).toBe('harbour/bird.jpg');
  renameSync(media, join(place, 'elsewhere'));
  expect((await add(join(place, 'elsewhere'))).err).toContain('0 added, 0 changed, 3 moved, 0 unchanged');
  expect(new Set(assets().map(({ root }) => root))).toEqual(new Set([join(place, 'elsewhere')]));
});

test('a file that is gone is marked as missing until it comes back; one with other content is another asset', async () => {
  await add();
  rmSync(join(media, 'gull.jpg'));
  write('harbour/boats.jpg', jpeg('other boats'));
  const { err } = await add();
  expect(err).toContain('1 added, 0 changed, 0 moved, 1 unchanged\n1 were removed because their files have other content now');
  expect(err).toContain('1 are missing: their files are gone, or a disk is not mounted\n');
  expect(states()).toEqual({ 'gull.jpg': 'missing', 'harbour/boats.jpg': 'present', story: 'present' });
  expect(assets().map(({ content }) => content)).toContain(sha256(jpeg('other boats')));
  write('gull.jpg', jpeg('gull'));
  await add();
  expect(states()['gull.jpg']).toBe('present');
});

test('a folder does not touch the assets of another one', async () => {
  await add();
  mkdirSync(join(place, 'more'));
  writeFileSync(join(place, 'more', 'sea.txt'), 'The sea.');
  await add(join(place, 'more'));
  expect(states()).toEqual({ 'gull.jpg': 'present', 'harbour/boats.jpg': 'present', sea: 'present', story: 'present' });
});

test('an archive within the folder of media is not searched', async () => {
  archive = join(media, 'archive');
  await add();
  writeFileSync(join(archive, 'proxy.jpg'), jpeg('proxy'));
  expect((await add()).err).toContain('3 assets with 3 samples: 0 added, 0 changed, 0 moved, 3 unchanged');
});

test('the second of two files with the same content is noted', async () => {
  write('same.jpg', jpeg('gull'));
  const { out, err } = await add();
  expect(out).toBe('same.jpg\tduplicate: gull.jpg has the same content and is used\n');
  expect(err).toContain('1 have the content of another and were left out');
  expect(assets().find(({ path }) => path === 'gull.jpg')!.copies).toEqual(['same.jpg']);
});

test('rows of a manifest: labels, dates, languages and further columns are kept', async () => {
  const header = 'id,image,text,label,date,title,language,keywords,Signatur\n';
  write(
    'list.csv',
    `${header}g1,gull.jpg,Eine Möwe,birds,1998-03,Gull,de,"sea, bird",X 17\nlost,none.jpg,,,,,,,\nlike,gull.jpg,other,,,,,,\n`,
  );
  const { code, out, err } = await add(join(media, 'list.csv'));
  expect(code).toBe(0);
  expect(out).toContain('lost\tmissing: none.jpg does not exist');
  expect(out).toContain('gull.jpg\tduplicate: gull.jpg has the same content and is used\n');
  expect(err).toContain('1 assets with 1 samples: 1 added');
  const [{ samples, ...asset }] = contentsOf(archive).assets;
  expect(asset).toMatchObject({ root: media, path: 'gull.jpg', title: 'Gull', date: '1998-03', language: 'de' });
  expect(samples).toEqual([
    {
      ...{ id: asset.id, media: { image: 'gull.jpg' }, text: 'Eine Möwe', language: 'de', tags: [] },
      extra: { label: 'birds', title: 'Gull', keywords: 'sea, bird', Signatur: 'X 17' },
    },
  ]);
});

test('texts of two manifests with the same ids are different assets, and none of them is missing', async () => {
  write('one.csv', 'id,text\n1,The sea.\n2,The moon.\n');
  write('two.csv', 'id,text\n1,The sun.\n');
  await add(join(media, 'one.csv'));
  await add(join(media, 'two.csv'));
  expect(states()).toEqual({ 'one.csv#1': 'present', 'one.csv#2': 'present', 'two.csv#1': 'present' });
  write('one.csv', 'id,text\n1,The sea at night.\n2,The moon.\n');
  expect((await add(join(media, 'one.csv'))).err).toContain('1 added, 0 changed, 0 moved, 1 unchanged\n1 were removed');
});

test('an image with audio is identified by both', async () => {
  const wav = Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1');
  write('a.wav', wav);
  write('list.csv', 'id,image,audio\nboth,gull.jpg,a.wav\nimage,gull.jpg,\n');
  await add(join(media, 'list.csv'));
  expect(
    assets()
      .map(({ content }) => content)
      .sort(),
  ).toEqual([sha256(jpeg('gull')), sha256(`image:${sha256(jpeg('gull'))}\naudio:${sha256(wav)}`)].sort());
});

test('errors name the source, and a failed job says why', async () => {
  expect(await add(join(place, 'none'))).toMatchObject({ code: 2, err: expect.stringContaining('got none: no such file or directory') });
  expect(await add(join(media, 'gull.jpg'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('expected a folder or a manifest (.csv, .tsv, .txt, .jsonl), got'),
  });
  mkdirSync(join(place, 'empty'));
  expect(await add(join(place, 'empty'))).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      `mmae-archive add: expected images, audio, films or texts in ${join(place, 'empty')}, got none that can be used`,
    ),
  });
  write('bad.csv', 'id,picture\na,gull.jpg\n');
  const { code, err } = await add(join(media, 'bad.csv'));
  expect([code, err]).toEqual([2, expect.stringContaining('expected a media column')]);
  const [job] = readArchive(archive, (open) => open.jobs()).filter(({ state }) => state === 'failed');
  expect(job).toMatchObject({ kind: 'add', message: expect.stringContaining('expected a media column') });
});

test('a manifest in the folder of media is not read, and the folder says so', async () => {
  write('manifest.csv', readFileSync(join(media, 'story.txt')));
  expect((await add()).err).toContain(`${join(media, 'manifest.csv')} is a manifest, which is not read; name it to add its rows`);
});
