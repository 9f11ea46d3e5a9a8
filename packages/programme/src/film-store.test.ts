// Covers `content-hash.ts` as well.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftName } from './draft-name.ts';
import { openFilmStore, type FilmStore } from './film-store.ts';

let archive: string;
let folder: string;
beforeEach(() => {
  archive = mkdtempSync(join(tmpdir(), 'film-store-'));
  folder = join(archive, 'shots');
});
afterEach(() => rmSync(archive, { recursive: true }));

const film = (name: string, content: string) => {
  writeFileSync(join(archive, name), content);
  return join(archive, name);
};
const folders = () => readdirSync(folder).sort();

/** Hashes a film, and makes its folder with one file unless it is there. @returns its name */
async function keep(store: FilmStore, file: string, key = 'v1'): Promise<string> {
  const stat = statSync(file);
  const sha256 = await store.hashOf(file, stat);
  const found = await store.find(sha256, key, file, stat);
  if (found !== undefined) return found;
  const draft = await store.begin('news', { sha256, key, file, stat });
  writeFileSync(join(draft.folder, '000001.jpg'), readFileSync(file, 'utf8') + key);
  return draft.commit();
}

const helloHash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'; // printf hello | sha256sum

test('the hash is that of the content', async () => {
  const store = await openFilmStore(folder);
  const file = film('a.mp4', 'hello');
  expect(await store.hashOf(file, statSync(file))).toBe(helloHash);
  await expect(store.hashOf(join(archive, 'no.mp4'), statSync(file))).rejects.toThrow('ENOENT');
});

test('a folder is complete once it is committed, and found by content and key', async () => {
  const store = await openFilmStore(folder);
  const file = film('a.mp4', 'hello');
  const name = await keep(store, file);
  expect(name).toBe('news-2cf24dba');
  expect(folders()).toEqual([name]);
  const again = await openFilmStore(folder);
  expect(await again.find(helloHash, 'v1', file, statSync(file))).toBe(name);
  expect(await again.find(helloHash, 'v2', file, statSync(file))).toBeUndefined();
});

test('a film whose path, size and time are known is not read again', async () => {
  const file = film('a.mp4', 'hello');
  await keep(await openFilmStore(folder), file);
  const { atime, mtime } = statSync(file);
  writeFileSync(file, 'HELLO');
  utimesSync(file, atime, mtime);
  const store = await openFilmStore(folder);
  expect(await store.hashOf(file, { ...statSync(file), mtimeMs: JSON.parse(readFileSync(join(folder, 'news-2cf24dba/film.json'), 'utf8')).sources[0].modifiedMs })).toBe(helloHash); // prettier-ignore
  utimesSync(file, new Date(0), new Date(0));
  expect(await store.hashOf(file, statSync(file))).not.toBe(helloHash);
});

test('an abandoned draft is gone, and so are those of processes that have ended', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const left = draftName().replace(`-${process.pid}-`, `-${pid}-`);
  mkdirSync(join(folder, left), { recursive: true });
  const ours = draftName();
  mkdirSync(join(folder, ours));
  const store = await openFilmStore(folder);
  const file = film('a.mp4', 'hello');
  const draft = await store.begin('news', { sha256: helloHash, key: 'v1', file, stat: statSync(file) });
  await draft.abandon();
  expect(folders()).toEqual([ours]);
});

test('a film that has changed gets a new folder; the old one is removed when asked', async () => {
  const file = film('a.mp4', 'hello');
  const old = await keep(await openFilmStore(folder), file);
  film('a.mp4', 'hello, and more');
  const store = await openFilmStore(folder);
  const name = await keep(store, file);
  expect(folders()).toEqual([old, name].sort());
  await store.removeReplaced();
  expect(folders()).toEqual([name]);
});

test('the same content with other options replaces the folder', async () => {
  const file = film('a.mp4', 'hello');
  const store = await openFilmStore(folder);
  const name = await keep(store, file);
  expect(await keep(store, file, 'v2')).toBe(name);
  expect(readFileSync(join(folder, name, '000001.jpg'), 'utf8')).toBe('hellov2');
  await store.removeReplaced();
  expect(folders()).toEqual([name]);
});

test('a film that was renamed, or copied, keeps its folder', async () => {
  const file = film('a.mp4', 'hello');
  const name = await keep(await openFilmStore(folder), file);
  renameSync(file, join(archive, 'b.mp4'));
  film('c.mp4', 'hello');
  const store = await openFilmStore(folder);
  for (const path of ['b.mp4', 'c.mp4']) expect(await keep(store, join(archive, path))).toBe(name);
  const { sources } = JSON.parse(readFileSync(join(folder, name, 'film.json'), 'utf8')) as { sources: { path: string }[] };
  expect(sources.map(({ path }) => path)).toEqual(['../a.mp4', '../b.mp4', '../c.mp4']);
});

test('names of folders are readable on every system', async () => {
  const store = await openFilmStore(folder);
  const file = film('a.mp4', 'hello');
  const nameOf = async (stem: string) => {
    const draft = await store.begin(stem, { sha256: helloHash, key: stem, file, stat: statSync(file) });
    return draft.commit();
  };
  expect(await nameOf(`-a "b" 'c' %d ?*/ü`)).toBe('a-b-c-d-ü-2cf24dba');
  expect(await nameOf('..')).toBe('film-2cf24dba');
  expect(await nameOf('日本語のニュース')).toBe('日本語のニュース-2cf24dba');
});
