import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheKey, openFeatureCache } from './feature-cache.ts';
import { cacheStatus, cleanCache } from './maintain-cache.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'maintain-cache-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A pack with values of 100 bytes, last used at that second. */
function put(name: string, usedSeconds: number, ...keys: string[]): void {
  const known = readdirSync(folder);
  const cache = openFeatureCache(folder, name);
  for (const key of keys) cache.put(cacheKey(key), new Uint8Array(100));
  cache.close();
  const file = readdirSync(folder).find((one) => !known.includes(one))!;
  utimesSync(join(folder, file), usedSeconds, usedSeconds);
}

const recordLength = 28 + 100;

test('cacheStatus counts values once per key, and gives the first and last use of each extractor', () => {
  put('image', 1000, 'a', 'b');
  put('image', 3000, 'b', 'c');
  put('text', 2000, 'd');
  expect(cacheStatus(folder)).toEqual({
    numFiles: 3,
    sizeBytes: 5 * recordLength,
    extractors: [
      { name: 'image', numValues: 3, numFiles: 2, sizeBytes: 4 * recordLength, oldestUseMs: 1_000_000, newestUseMs: 3_000_000 },
      { name: 'text', numValues: 1, numFiles: 1, sizeBytes: recordLength, oldestUseMs: 2_000_000, newestUseMs: 2_000_000 },
    ],
  });
});

test('cleanCache removes unreadable packs, scratch files, and the least recently used packs beyond the bound', () => {
  put('image', 1000, 'a');
  put('audio', 2000, 'b');
  writeFileSync(join(folder, 'text.1-x.pack'), 'MCAC of an earlier version');
  writeFileSync(join(folder, 'scratch.01234567-89ab-cdef-0123-456789abcdef'), '');
  mkdirSync(join(folder, 'engines'));
  const { removed, left } = cleanCache(folder, recordLength, { all: false });
  expect(removed).toEqual({ numFiles: 3, sizeBytes: recordLength + 26 });
  expect(left).toEqual({ numFiles: 1, sizeBytes: recordLength });
  expect(readdirSync(folder).map((name) => name.split('.')[0])).toEqual(['audio', 'engines']);
});

test('cleanCache with `all` removes every pack, and nothing else', () => {
  put('image', 1000, 'a');
  writeFileSync(join(folder, 'notes.txt'), '');
  expect(cleanCache(folder, Infinity, { all: true }).left).toEqual({ numFiles: 0, sizeBytes: 0 });
  expect(readdirSync(folder)).toEqual(['notes.txt']);
});
