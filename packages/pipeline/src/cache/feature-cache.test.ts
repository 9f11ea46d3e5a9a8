// Covers feature-cache.ts and pack.ts.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
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

test('a value can be read by the process that put it, and by the next', () => {
  const cache = openFeatureCache(folder, 'image');
  cache.put(cacheKey('a', 1), bytes(1, 2, 3));
  expect([...cache.get(cacheKey('a', 1))!]).toEqual([1, 2, 3]);
  cache.close();
  fill(['b', bytes(4)]);
  expect(read('b', 'none')).toEqual([[4], undefined]);
});

test('two processes can put values at the same time', () => {
  const [first, second] = [openFeatureCache(folder, 'image'), openFeatureCache(folder, 'image')];
  first.put(cacheKey('a'), bytes(1));
  second.put(cacheKey('b'), bytes(2));
  first.put(cacheKey('c'), bytes(3));
  first.close();
  second.close();
  expect(read('a', 'b', 'c')).toEqual([[1], [2], [3]]);
});

test('of two values with the same key the later one is returned, whatever the names of their files', () => {
  for (let value = 0; value < 8; value++) {
    const until = Date.now() + 2;
    while (Date.now() < until);
    fill(['a', bytes(value)]);
  }
  expect(read('a')).toEqual([[7]]);
});

test('a truncated record is absent, the ones before it are intact', () => {
  const file = fill(['a', bytes(1, 2)], ['b', bytes(3, 4)]);
  truncateSync(file, readFileSync(file).length - 1);
  expect(read('a', 'b')).toEqual([[1, 2], undefined]);
});

test('a damaged value is absent, the others are intact', () => {
  const file = fill(['a', bytes(1, 2)], ['b', bytes(3, 4)]);
  const content = readFileSync(file);
  content[29] ^= 1;
  writeFileSync(file, content);
  expect(read('a', 'b')).toEqual([undefined, [3, 4]]);
});

test('a file with other content counts as empty', () => {
  writeFileSync(join(folder, 'image.x.pack'), 'something else altogether, longer than a header');
  expect(read('a')).toEqual([undefined]);
});

test('caches of different names in a folder are separate', () => {
  fill(['a', bytes(1)]);
  const cache = openFeatureCache(folder, 'audio');
  expect(cache.get(cacheKey('a'))).toBeUndefined();
  cache.close();
});

describe('damage', () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];
  const values = keys.map((_, i) => bytes(...Array.from({ length: 40 }, (_, j) => 50 * i + j + 1)));
  const expected = values.map((value) => [...value]);
  const recordLength = 28 + 40;
  const fillAll = () => fill(...keys.map((key, i) => [key, values[i]] as const));

  /** Reads all after a change of the pack's bytes. */
  function readSpoilt(file: string, whole: Buffer, spoil: (content: Buffer) => void) {
    const content = Buffer.from(whole);
    spoil(content);
    writeFileSync(file, content);
    return read(...keys);
  }

  test('a header with zeros for checksum and length has no value, not an empty one', () => {
    const file = fillAll();
    const found = readSpoilt(file, readFileSync(file), (content) => content.fill(0, recordLength + 4, recordLength + 12));
    expect(found).toEqual([expected[0], undefined, ...expected.slice(2)]);
  });

  test.each([1, 4, 28, 64, 100])('%i zeroed bytes anywhere damage only the records they touch', (length) => {
    const file = fillAll();
    const whole = readFileSync(file);
    for (let start = 0; start < whole.length; start += 3) {
      const found = readSpoilt(file, whole, (content) => content.fill(0, start, Math.min(content.length, start + length)));
      const last = Math.min(whole.length, start + length) - 1;
      const isTouched = (i: number) =>
        whole.subarray(Math.max(start, i * recordLength), Math.min(last + 1, (i + 1) * recordLength)).some((byte) => byte !== 0);
      found.forEach((value, i) => expect(value).toEqual(isTouched(i) ? undefined : expected[i]));
    }
  });

  test('a flipped bit anywhere damages only its record', () => {
    const file = fillAll();
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at++) {
      const found = readSpoilt(file, whole, (content) => void (content[at] ^= 1 << (at % 8)));
      found.forEach((value, i) => expect(value).toEqual(i === Math.floor(at / recordLength) ? undefined : expected[i]));
    }
  });

  test('a value may contain the bytes of records', () => {
    const pack = readFileSync(fillAll());
    fill(['x', pack.subarray(7)]);
    expect(read('x', 'a')).toEqual([[...pack.subarray(7)], expected[0]]);
  });

  test('a pack of an earlier version counts as empty', () => {
    const file = fillAll();
    const content = readFileSync(file);
    content.write('MCAC', 0);
    writeFileSync(file, content);
    expect(read(...keys)).toEqual(keys.map(() => undefined));
  });

  test('a pack that is truncated or deleted while open returns correct values or none', () => {
    const file = fillAll();
    const cache = openFeatureCache(folder, 'image');
    truncateSync(file, 2 * recordLength - 1);
    expect(keys.map((key) => cache.get(cacheKey(key)) !== undefined)).toEqual([true, false, false, false, false]);
    truncateSync(file, 5 * recordLength); // zeros in place of the truncated part
    expect(keys.map((key) => cache.get(cacheKey(key)) !== undefined)).toEqual([true, false, false, false, false]);
    unlinkSync(file);
    expect([...cache.get(cacheKey('a'))!]).toEqual(expected[0]);
    cache.close();
  });

  test('values put after the pack was truncated are intact, truncated ones absent', () => {
    const cache = openFeatureCache(folder, 'image');
    cache.put(cacheKey('a'), values[0]);
    cache.put(cacheKey('b'), values[1]);
    truncateSync(join(folder, readdirSync(folder)[0]), recordLength + 5);
    cache.put(cacheKey('c'), values[2]);
    const found = ['a', 'b', 'c'].map((key) => cache.get(cacheKey(key)));
    expect(found.map((value) => value && [...value])).toEqual([expected[0], undefined, expected[2]]);
    cache.close();
    expect(read('a', 'b', 'c')).toEqual([expected[0], undefined, expected[2]]);
  });

  test('a folder that is removed while in use is created again for later values', () => {
    const cache = openFeatureCache(folder, 'image');
    rmSync(folder, { recursive: true });
    cache.put(cacheKey('a'), values[0]);
    cache.close();
    expect(read('a')).toEqual([expected[0]]);
  });
});

describe('the bound', () => {
  const numBytes = 1000;
  const packOf = (name: string) => statSync(join(folder, name));
  const age = (file: string, days: number) =>
    utimesSync(file, new Date(Date.now() - 86_400_000 * days), new Date(Date.now() - 86_400_000 * days));
  /** Creates a pack with one value that was last used some days ago. */
  function oldPack(key: string, days: number): string {
    const before = new Set(readdirSync(folder));
    const cache = openFeatureCache(folder, 'image');
    cache.put(cacheKey(key), new Uint8Array(numBytes));
    cache.close();
    const file = join(
      folder,
      readdirSync(folder).find((name) => !before.has(name))!,
    );
    age(file, days);
    return file;
  }
  const use = (...keys: string[]) => {
    const cache = openFeatureCache(folder, 'image');
    for (const key of keys) cache.get(cacheKey(key));
    cache.close();
  };
  afterEach(() => void delete process.env.MMAE_CACHE_GB);
  const holding = (numPacks: number) => (process.env.MMAE_CACHE_GB = String((numPacks * (numBytes + 100)) / 1e9));

  test('closing a cache removes the least recently used packs, but none that was read, however old', () => {
    for (const [key, days] of [
      ['a', 4],
      ['b', 3],
      ['c', 2],
      ['d', 1],
    ] as const)
      oldPack(key, days);
    holding(2);
    use('a');
    expect(read('a', 'b', 'c', 'd').map((value) => value !== undefined)).toEqual([true, false, false, true]);
  });

  test('reading a value marks its pack as recently used', () => {
    const file = oldPack('a', 9);
    use('b');
    expect(Date.now() - packOf(file.slice(folder.length + 1)).mtimeMs).toBeGreaterThan(8 * 86_400_000);
    use('a');
    expect(Date.now() - packOf(file.slice(folder.length + 1)).mtimeMs).toBeLessThan(86_400_000);
  });

  test('what one command used is kept, even where it alone exceeds the bound', () => {
    for (const key of ['a', 'b', 'c']) oldPack(key, 1);
    holding(0);
    use('a', 'b', 'c');
    expect(read('a', 'b', 'c').every(Boolean)).toBe(true);
  });

  test('a process can still read a pack that another one removes', () => {
    oldPack('a', 5);
    const other = openFeatureCache(folder, 'image');
    holding(0);
    use();
    expect(readdirSync(folder)).toEqual([]);
    expect(other.get(cacheKey('a'))).toHaveLength(numBytes);
    other.close();
  });

  test.each(['', ' ', 'abc', '-1', 'Infinity', '20GB'])('MMAE_CACHE_GB=%j is refused before extraction', (value) => {
    process.env.MMAE_CACHE_GB = value;
    expect(() => openFeatureCache(folder, 'image')).toThrow(
      `MMAE_CACHE_GB: expected a number of gigabytes of at least 0, got ${JSON.stringify(value)}. Correct it, or unset it for 20.`,
    );
  });
});
