// Also covers `manifest.ts`, `select-samples.ts`, `archive-vocabulary.ts` and `concepts.ts`.
import { exportFormats } from '@mmae/archive-export';
import { openArchive, type NewAsset } from '@mmae/archive-store';
import { loadManifest } from '@mmae/samples';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runArchive } from '../archive-folder.test.support.ts';
import { formatNames } from './export.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mmae-archive-export-')));
const archiveFolder = join(folder, 'archive');
const ids = { harbour: 'ab'.repeat(8), market: 'cd'.repeat(8) };

const film = (content: string, path: string): NewAsset => ({
  content,
  kind: 'film',
  root: folder,
  path,
  title: path.replace('.mp4', ''),
  film: { rate: { num: 25, den: 1, drop: false }, startTimecode: '10:00:00:00', numFrames: 200, durationSeconds: 8, width: 640, height: 360, container: 'mp4', videoCodec: 'h264' }, // prettier-ignore
  sizeBytes: 1000,
  modifiedMs: 1,
});

beforeAll(() => {
  for (const name of ['0.jpg', '100.jpg']) writeFileSync(join(folder, name), name);
  const archive = openArchive(archiveFolder, { create: true });
  for (const asset of [film('ab'.repeat(32), 'harbour.mp4'), film('cd'.repeat(32), 'market.mp4')]) {
    archive.putAsset(asset, [0, 100].map((from) => ({ range: { from, to: from + 100 }, media: { image: `${from}.jpg` }, text: `from ${from}`, extra: {} }))); // prettier-ignore
  }
  archive.close();
  mkdirSync(join(archiveFolder, 'vocabulary'));
  writeFileSync(join(archiveFolder, 'vocabulary', 'places.csv'), 'id,name,name@de\nharbour,harbour,Hafen\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => runArchive(...args, '--archive', archiveFolder);

beforeAll(async () => {
  await run('decide', `${ids.harbour}:0-100`, 'harbour', 'add', '--concept', 'places:harbour', '--who', 'Ada');
  await run('decide', `${ids.market}:100-200`, 'stall', 'add', '--who', 'Bo');
});

test('a film is exported by its id or its path, a sample by its id', async () => {
  const byId = await run('export', ids.harbour, '--as', 'csv');
  expect(byId.code).toBe(0);
  expect(byId.out.split('\n').map((line) => line.split(',').slice(1, 6).join(' '))).toEqual([
    'path title sample from to',
    `harbour.mp4 harbour ${ids.harbour}:0-100 0 100`,
    `harbour.mp4 harbour ${ids.harbour}:100-200 100 200`,
    '',
  ]);
  expect((await run('export', 'harbour.mp4', '--as', 'csv')).out).toBe(byId.out);
  expect((await run('export', `${ids.harbour}:100`, '--as', 'csv')).out.split('\n')).toHaveLength(3);
});

test('other words are searched; the best hits are exported', async () => {
  const { out, err } = await run('export', '100', 'zeppelin', '--as', 'csv', '--limit', '1');
  expect(err).toBe('no sample contains: zeppelin\n1 samples of 1 assets exported\n');
  expect(out.split('\n')[1]).toContain(':100-200');
  expect((await run('export', 'from', '--as', 'csv', '--tag', 'stall')).err).toBe('1 samples of 1 assets exported\n');
});

test('what looks like an id is not searched, and ids are not mixed with words', async () => {
  const message = (name: string) => ({ code: 2, err: expect.stringContaining(`expected ids of assets or samples, got "${name}".`) });
  expect(await run('export', 'abc:12', '--as', 'csv')).toMatchObject(message('abc:12'));
  expect(await run('export', ids.harbour, 'market', '--as', 'csv')).toMatchObject(message('market'));
});

test('concepts of own lists are named in the language wanted', async () => {
  expect((await run('export', ids.harbour, '--as', 'csv', '--language', 'de')).out).toContain('harbour,places:harbour,Hafen,person,Ada,');
});

test('without names, all samples are exported, or those with a tag', async () => {
  expect((await run('export', '--as', 'csv')).err).toBe('4 samples of 2 assets exported\n');
  expect((await run('export', '--as', 'csv', '--tag', 'stall')).out).toContain(`${ids.market}:100-200`);
  expect((await run('export', '--as', 'csv', '--tag', 'stall')).err).toBe('1 samples of 1 assets exported\n');
  expect(await run('export', '--as', 'csv', '--tag', 'none')).toMatchObject({ code: 2, err: expect.stringContaining('expected at least one sample, got none') }); // prettier-ignore
});

test('a folder gets a file for each asset, a file all of them', async () => {
  expect((await run('export', '--as', 'ebucore', '--out', join(folder, 'out/'))).code).toBe(0);
  expect(readdirSync(join(folder, 'out')).sort()).toEqual(['harbour.ebucore.xml', 'market.ebucore.xml']);
  await run('export', '--as', 'edl', '--out', join(folder, 'all.edl'));
  expect(readFileSync(join(folder, 'all.edl'), 'utf8')).toMatch(/^004 {2}MARKET {3}V/m);
});

test('what cannot be exported is said', async () => {
  expect(await run('export', ids.harbour, '--as', 'avid')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--as: expected one of ebucore,'),
  });
  expect(await run('export', '--as', 'vtt')).toMatchObject({
    code: 2,
    err: expect.stringContaining('expected one film for WebVTT, got 2'),
  });
});

test('concepts lists what labels may mean, those of the archive or others', async () => {
  expect((await run('concepts')).out).toBe('harbour\t1\tplaces:harbour\tharbour\tname\t1.00\nstall\t1\t\t\t\t\n');
  const { out } = await run('concepts', 'Unwetterwarnungen', '--language', 'de', '--top', '1');
  expect(out).toMatch(/^Unwetterwarnungen\t0\tmedtop:20001131\tUnwetterwarnung\tstem\t0\.\d\d\n$/);
});

test('a manifest for training has the labels that people accepted, and can be read', async () => {
  const file = join(folder, 'reviewed.csv');
  const { code, err } = await run('manifest', file);
  expect(code).toBe(0);
  expect(err).toBe(`4 samples, 2 of them with a label\nnext: mmae-train quick --data ${file} --run runs/reviewed\n`);
  const { samples, mediaRoot, skipped } = await loadManifest(file, { modalities: { image: 'file', text: 'text' }, seed: 0 });
  expect({ mediaRoot, skipped }).toEqual({ mediaRoot: folder, skipped: [] });
  expect(samples.map(({ id, label }) => [id, label])).toEqual([
    [`${ids.harbour}:0-100`, 'harbour'],
    [`${ids.harbour}:100-200`, undefined],
    [`${ids.market}:0-100`, undefined],
    [`${ids.market}:100-200`, 'stall'],
  ]);
  expect(samples[0].media).toEqual({ image: { kind: 'file', path: '0.jpg' }, text: { kind: 'text', text: 'from 0' } });
});

test('a manifest that is there is replaced only if told so', async () => {
  const file = join(folder, 'labelled.csv');
  expect((await run('manifest', file, '--labelled', '--label', 'stall')).err).toContain('1 samples, 1 of them with a label\n');
  expect(await run('manifest', file)).toMatchObject({ code: 2, err: expect.stringContaining('Choose another, or --force.') });
  expect((await run('manifest', file, '--force')).code).toBe(0);
  expect(await run('manifest', join(folder, 'x.txt'))).toMatchObject({ code: 2, err: expect.stringContaining('expected a .csv file') });
});

test('every format has an option', () => expect(formatNames).toEqual(exportFormats));
