import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheKey, openFeatureCache } from './feature-cache.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cache-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (...values: number[]) => Uint8Array.from(values);

function fill(...entries: (readonly [string, Uint8Array])[]): string {
  const cache = openFeatureCache(folder, 'image');
  for (const [key, value] of entries) cache.put(cacheKey(key), value);
  cache.close();
  return join(folder, readdirSync(folder)[0]);
}

function read(...keys: string[]) {
  const cache = openFeatureCache(folder, 'image');
  const values = keys.map((key) => cache.get(cacheKey(key)) && [...cache.get(cacheKey(key))!]);
  cache.close();
  return values;
}

test('what was put is there for the process that put it and for the next', () => {
  const cache = openFeatureCache(folder, 'image');
  cache.put(cacheKey('a', 1), bytes(1, 2, 3));
  expect([...cache.get(cacheKey('a', 1))!]).toEqual([1, 2, 3]);
  cache.close();
  fill(['b', bytes(4)]);
  expect(read('b', 'none')).toEqual([[4], undefined]);
});

test('two processes put side by side', () => {
  const [first, second] = [openFeatureCache(folder, 'image'), openFeatureCache(folder, 'image')];
  first.put(cacheKey('a'), bytes(1));
  second.put(cacheKey('b'), bytes(2));
  first.put(cacheKey('c'), bytes(3));
  first.close();
  second.close();
  expect(read('a', 'b', 'c')).toEqual([[1], [2], [3]]);
});

test('of two values of one key the later one counts, whatever their files are called', () => {
  for (let value = 0; value < 8; value++) {
    const until = Date.now() + 2;
    while (Date.now() < until);
    fill(['a', bytes(value)]);
  }
  expect(read('a')).toEqual([[7]]);
});

test('a torn record is not there, the ones before it are', () => {
  const file = fill(['a', bytes(1, 2)], ['b', bytes(3, 4)]);
  truncateSync(file, readFileSync(file).length - 1);
  expect(read('a', 'b')).toEqual([[1, 2], undefined]);
});

test('a damaged value is not there, the others are', () => {
  const file = fill(['a', bytes(1, 2)], ['b', bytes(3, 4)]);
  const content = readFileSync(file);
  content[29] ^= 1;
  writeFileSync(file, content);
  expect(read('a', 'b')).toEqual([undefined, [3, 4]]);
});

test('a file of something else counts as empty', () => {
  writeFileSync(join(folder, 'image.x.pack'), 'something else altogether, longer than a header');
  expect(read('a')).toEqual([undefined]);
});

test('another cache of the folder is another cache', () => {
  fill(['a', bytes(1)]);
  const cache = openFeatureCache(folder, 'audio');
  expect(cache.get(cacheKey('a'))).toBeUndefined();
  cache.close();
});
