import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheKey, openFeatureCache } from '@mmae/pipeline';
import { cacheStatusText, cleanCacheText } from './cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-command-'));
  process.env.MMAE_CACHE = folder;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  delete process.env.MMAE_CACHE_GB;
});

const status = () => cacheStatusText().trimEnd().split('\n');
const clean = (all = false) => cleanCacheText(all).trimEnd().split('\n');

/** A pack of values of `numBytes` each, last used at noon of a day. */
function put(name: string, day: string, numBytes: number, ...keys: string[]): void {
  const known = readdirSync(folder);
  const cache = openFeatureCache(folder, name);
  for (const key of keys) cache.put(cacheKey(key), new Uint8Array(numBytes));
  cache.close();
  const file = readdirSync(folder).find((one) => !known.includes(one))!;
  utimesSync(join(folder, file), new Date(`${day}T12:00:00Z`), new Date(`${day}T12:00:00Z`));
}

test('status prints folder, size and bound, and for each extractor its values and when they were used', () => {
  put('image', '2026-01-02', 700_000, 'a', 'b');
  put('image', '2026-03-04', 600_000, 'b', 'c');
  put('text', '2026-02-02', 10, 'd');
  process.env.MMAE_CACHE_GB = '1.5';
  expect(status()).toEqual([
    `folder\t${folder}`,
    'size\t3 MB in 3 files',
    'bound\t1.5 GB (MMAE_CACHE_GB)',
    'image\t3 values, 3 MB, last used from 2026-01-02 12:00 to 2026-03-04 12:00 UTC',
    'text\t1 values, 1 MB, last used from 2026-02-02 12:00 to 2026-02-02 12:00 UTC',
  ]);
});

test('a folder that does not exist is an empty cache, and is not created', () => {
  process.env.MMAE_CACHE = join(folder, 'none');
  expect(status()).toEqual([`folder\t${folder}/none`, 'size\t0 MB in 0 files', 'bound\t20.0 GB (MMAE_CACHE_GB)']);
  expect(clean()[0]).toBe('removed\t0 files, 0 MB');
  expect(existsSync(join(folder, 'none'))).toBe(false);
});

test('clean removes what no run can use, and the least recently used values beyond the bound', () => {
  put('image', '2026-01-02', 1_000_000, 'a');
  put('audio', '2026-03-04', 1_000_000, 'b');
  writeFileSync(join(folder, 'text.1-x.pack'), 'MCAC of an earlier version');
  writeFileSync(join(folder, 'scratch.01234567-89ab-cdef-0123-456789abcdef'), '');
  mkdirSync(join(folder, 'engines'));
  process.env.MMAE_CACHE_GB = '0.0015';
  expect(clean()).toEqual(['removed\t3 files, 2 MB', `left\t1 files, 2 MB in ${folder}`]);
  expect(readdirSync(folder).map((name) => name.split('.')[0])).toEqual(['audio', 'engines']);
});

test('clean --all removes every pack, and nothing else', () => {
  put('image', '2026-01-02', 10, 'a');
  mkdirSync(join(folder, 'engines'));
  writeFileSync(join(folder, 'notes.txt'), '');
  expect(clean(true)[1]).toBe(`left\t0 files, 0 MB in ${folder}`);
  expect(readdirSync(folder)).toEqual(['engines', 'notes.txt']);
});
