import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, packsIn } from './cache-folder.ts';
import { openFeatureCache } from './feature-cache.ts';
import { openScratch } from './scratch.ts';

const names = ['MMAE_CACHE', 'XDG_CACHE_HOME', 'HOME'] as const;
const before = names.map((name) => process.env[name]);
const unset = (name: (typeof names)[number]) => void delete process.env[name];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-folder-'));
  names.slice(0, 2).forEach(unset);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  for (const [i, name] of names.entries()) {
    unset(name);
    if (before[i] !== undefined) process.env[name] = before[i];
  }
});

test('the cache is in MMAE_CACHE, else in the user’s cache folder; a relative XDG_CACHE_HOME is ignored, as its specification requires', () => {
  expect(cacheFolder()).toBe(join(homedir(), '.cache', 'mmae'));
  for (const relative of ['cache', './cache', '']) {
    process.env.XDG_CACHE_HOME = relative;
    expect(cacheFolder()).toBe(join(homedir(), '.cache', 'mmae'));
  }
  process.env.XDG_CACHE_HOME = '/var/cache/user';
  expect(cacheFolder()).toBe('/var/cache/user/mmae');
  process.env.MMAE_CACHE = folder;
  expect(cacheFolder()).toBe(folder);
});

test('without HOME, the home folder is that of the system’s user database', () => {
  unset('HOME');
  expect(cacheFolder()).toBe(join(homedir(), '.cache', 'mmae'));
});

test.each(['', 'cache', '~/cache', './x', 'Z:\\cache'].filter((path) => process.platform !== 'win32' || !path.startsWith('Z:')))(
  'MMAE_CACHE=%j is refused',
  (path) => {
    process.env.MMAE_CACHE = path;
    expect(cacheFolder).toThrow(`MMAE_CACHE: expected the absolute path of a folder, got ${JSON.stringify(path)}. Write the full path`);
  },
);

test.each([
  ['a file', '', 'got EEXIST: a file has its name. Name another folder.'],
  ['a path below a file', 'below', 'got ENOTDIR: a part of the path is a file. Name another folder.'],
])('%s is refused with a remedy', (_, below, message) => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const place = join(file, below);
  expect(() => openFeatureCache(place, 'image')).toThrow(`featureCache: expected to write ${place}, ${message}`);
  expect(() => openFeatureCache(place, 'image')).toThrow('MMAE_CACHE sets the folder.');
  expect(() => openScratch(place)).toThrow(/^scratch: expected to write .*got E/);
});

test('packsIn refuses a path that leads to a file, and names the variable that sets it', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => packsIn(join(folder, 'file'))).toThrow(
    `featureCache: expected a folder at ${folder}/file, got a path that leads through a file. MMAE_CACHE sets`,
  );
});

test('a folder with the name of a pack is ignored', () => {
  mkdirSync(join(folder, 'image.1-x.pack'));
  const cache = openFeatureCache(folder, 'image');
  expect(cache.get('00')).toBeUndefined();
  cache.close();
});
