// Also covers `collect-hits.ts` and `print-hits.ts`.
// Covers every file of this folder but `weights.ts`.
import { openArchive } from '@mmae/archive-store';
import { writePlantedRun } from '@mmae/embedder/planted-run.test.support';
import { saveTagCalibration } from '@mmae/tagging';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArchive, runArchive } from '../archive-folder.test.support.ts';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'archive-search-')));
const archive = join(place, 'archive');
const cacheBefore = process.env.MMAE_CACHE;
let ids: Record<string, string>;

beforeAll(async () => {
  process.env.MMAE_CACHE = join(place, 'cache');
  const run = join(place, 'run');
  mkdirSync(run);
  await writePlantedRun(run);
  const curve = { scores: [0, 1], confidences: [0, 1] };
  await saveTagCalibration(run, { 'word:text': curve, 'word:text+title': curve, 'label:text': curve });
  const rows = ['a,ember brick,,1998', 'b,ember,,2001-05-01', 'c,sea sky sea,sea,1999-12-31', 'd,zeppelin over the harbour,,'];
  writeFileSync(join(place, 'list.csv'), ['id,text,title,date', ...rows, ''].join('\n'));
  await runArchive('add', join(place, 'list.csv'), '--archive', archive);
  expect(await runArchive('index', run, '--archive', archive)).toMatchObject({ code: 0 });
  ids = readArchive(archive, (open) => Object.fromEntries([...open.eachSample()].flat().map(({ id, text }) => [text, id])));
});
afterAll(() => {
  rmSync(place, { recursive: true });
  if (cacheBefore === undefined) delete process.env.MMAE_CACHE;
  else process.env.MMAE_CACHE = cacheBefore;
});

const search = (...args: string[]) => runArchive('search', ...args, '--archive', archive);
const rowsOf = (out: string) => out.split('\n').slice(0, -1).map((line) => line.split('\t')); // prettier-ignore
const textsOf = async (...args: string[]) => rowsOf((await search(...args)).out).map((cells) => cells.at(-1));

test('words and the run find samples; each is a row with its rank, id, tags and text', async () => {
  const { code, out, err } = await search('harbour', 'zeppelin', 'gondola');
  expect(code).toBe(0);
  const [first] = rowsOf(out);
  expect(first).toEqual(['1', '', ids['zeppelin over the harbour'], '', 'list.csv#d', '', 'zeppelin over the harbour']);
  expect(err).toBe('in no sample: "gondola"\n1 hits, 4 samples were searched\n');
  const [, , , , , tags] = rowsOf((await search('ember')).out)[0]!;
  expect(tags).toMatch(/^(ember|brick|fire) 0\.\d\d, /);
});

test('what the machine says comes after what a person accepted, and not after a person rejected it', async () => {
  const id = ids['sea sky sea'];
  expect((await runArchive('decide', id, 'sky', 'reject', '--who', 'Ada', '--archive', archive)).code).toBe(0);
  expect((await runArchive('decide', id, 'coast', 'add', '--who', 'Ada', '--archive', archive)).code).toBe(0);
  expect(rowsOf((await search('sea')).out)[0]![5]).toMatch(/^coast, sea 0?[01]\.\d\d/);
  expect(rowsOf((await search('sea')).out)[0]![5]).not.toContain('sky');
  expect(await textsOf('--tag', 'coast', '--accepted')).toEqual(['sea sky sea']);
});

test('like a sample, by the weights of modalities, without words', async () => {
  expect((await textsOf('--like', ids.ember!))[0]).toBe('ember brick');
  expect((await textsOf('--relevant', ids['sea sky sea']!, '--weights', 'text=1'))[0]).toBe('sea sky sea');
  expect(await search('--like', 'ffff')).toMatchObject({
    code: 2,
    err: expect.stringContaining('expected the id of a sample, got "ffff"'),
  });
  expect(await search('sea', '--weights', 'image=1')).toMatchObject({
    code: 2,
    err: expect.stringContaining('expected weights by text, title'),
  });
  const query = ['--image', join(place, 'list.csv')];
  expect(await search(...query)).toMatchObject({ code: 2, err: expect.stringContaining('expected a query by text, title') });
  expect((await search('--image', 'none.jpg')).err).toBe(
    'expected a file or folder at none.jpg, got none: no such file or directory. Check the path.\n',
  );
});

test('filters by date, and by asset', async () => {
  expect((await textsOf('--from', '1999', '--to', '2001')).sort()).toEqual(['ember', 'sea sky sea']);
  expect((await textsOf('--to', '1998')).sort()).toEqual(['ember brick']);
  expect(await textsOf('--in', ids.ember!)).toEqual(['ember']);
  expect(await search('--in', 'none')).toMatchObject({
    code: 2,
    err: 'mmae-archive search: expected the id of an asset, got "none". Search without --in to find it.\n',
  });
});

test('pages go to the end', async () => {
  const found: (string | undefined)[] = [];
  let page = await search('--limit', '3');
  found.push(...rowsOf(page.out).map(([, , id]) => id));
  const [, cursor] = /next page: --cursor (\S+)/.exec(page.err)!;
  page = await search('--limit', '3', '--cursor', cursor!);
  found.push(...rowsOf(page.out).map(([, , id]) => id));
  expect(page.err).not.toContain('next page');
  expect(found.sort()).toEqual(Object.values(ids).sort());
});

test('JSON has all that is known', async () => {
  const { hits, ...page } = JSON.parse((await search('harbour', '--json')).out);
  expect(page).toEqual({ numCandidates: 4, unknownWords: [], isUnlikeTrain: false });
  expect(hits[0]).toMatchObject({
    ...{ rank: 1, wordRank: 1, id: ids['zeppelin over the harbour'], text: 'zeppelin over the harbour', media: {}, tags: [] },
    asset: { path: 'list.csv#d', kind: 'sample' },
  });
});

test('each asset once, by its best shot; long texts are cut; no run is needed for words', async () => {
  const folder = join(place, 'films');
  const open = openArchive(folder, { create: true });
  const film = (n: number) => ({
    content: `${n}`.repeat(64),
    kind: 'film' as const,
    root: place,
    path: `${n}.mp4`,
    title: `${n}`,
    sizeBytes: 1,
    modifiedMs: 1,
  });
  const shots = (text: string) =>
    Array.from({ length: 150 }, (_, i) => ({ range: { from: i, to: i + 1 }, timecode: `00:00:00:${i}`, media: {}, text, extra: {} }));
  for (const n of [1, 2, 3]) open.putAsset(film(n), shots(n === 2 ? 'boats boats' : `boats ${'🛶'.repeat(200)}`));
  open.close();
  const { out, err } = await runArchive('search', 'boats', '--asset', '--archive', folder);
  expect(rowsOf(out).map(([, , , , path]) => path)).toEqual(['2.mp4', '1.mp4', '3.mp4']);
  expect(err).toBe('3 assets, 450 samples were searched\n');
  expect([...rowsOf(out)[1]!.at(-1)!]).toHaveLength(100);
  expect(rowsOf(out)[0]![3]).toMatch(/^00:00:00:/);
  expect(rowsOf((await runArchive('search', 'boats', '--limit', '401', '--archive', folder)).out)).toHaveLength(401);
});
