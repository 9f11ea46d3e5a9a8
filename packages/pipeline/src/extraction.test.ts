import type { Extractor, Manifest } from '@mmae/samples';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractModality, type ExtractionOptions } from './extraction.ts';
import { openFeatureCache } from './cache/feature-cache.ts';
import { fitModality } from './fit-features.ts';

const time = new Date(1e12);
let folder: string;
const place = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'extraction-'));
  for (let i = 0; i < 20; i++) {
    writeFileSync(place(`${i}.txt`), `content ${i}`);
    utimesSync(place(`${i}.txt`), time, time);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

/** 20 samples with a file each; the first half is train. */
const manifest = (): Manifest => ({
  ...{ file: place('manifest.csv'), mediaRoot: folder, skipped: [], remarks: [], fingerprint: '' },
  samples: Array.from({ length: 20 }, (_, i) => ({
    ...({ id: `s${i}`, split: i < 10 ? 'train' : 'test', extra: {} } as const),
    media: { note: { kind: 'file', path: `${i}.txt` } },
  })),
});

/** An extractor of the number in a file; it learns the largest number of train. */
function sizes(): Extractor<number> {
  let largest = 0;
  return {
    extract: async (media) => Number(readFileSync(media.kind === 'file' ? media.path : '', 'utf8').replace(/\D+/, '')),
    fit: (train) => void (largest = Math.max(...train)),
    featureLength: 2,
    transform: (raw) => Float32Array.of(raw, largest),
    ...{ numCopies: 0, augment: () => [] },
    toBytes: (raw) => Buffer.from(String(raw)),
    fromBytes: (bytes) => Number(Buffer.from(bytes).toString()),
    state: () => ({ json: { largest }, tensors: {} }),
    restore: () => undefined,
  };
}

async function extract(options: Partial<ExtractionOptions> = {}) {
  const cache = openFeatureCache(place('cache'), 'note');
  const { raw, ...extraction } = await extractModality(manifest(), 'note', sizes() as Extractor, { cache, identity: 'sizes', ...options });
  const raws = Array.from({ length: 20 }, (_, sample) => raw(sample));
  cache.close();
  return { ...extraction, raws };
}

/** Changes the content but not its length and time. */
function forge(name: string): void {
  writeFileSync(place(name), readFileSync(place(name), 'utf8').replace('3', '7'));
  utimesSync(place(name), time, time);
}

test('a second extraction uses the cache, except for files with another time or size', async () => {
  expect(await extract()).toMatchObject({ numExtracted: 20, skipped: [] });
  expect((await extract()).numExtracted).toBe(0);
  utimesSync(place('1.txt'), new Date(0), new Date(0));
  writeFileSync(place('2.txt'), 'content 2222');
  const again = await extract();
  expect([again.numExtracted, again.raws[2]]).toEqual([2, 2222]);
});

test('values are extracted again with other extractor options', async () => {
  await extract();
  expect((await extract({ identity: 'other sizes' })).numExtracted).toBe(20);
});

test('verify detects a file that has changed at the same time and size', async () => {
  await extract();
  forge('3.txt');
  expect((await extract()).raws[3]).toBe(3);
  const verified = await extract({ verify: true });
  expect([verified.numExtracted, verified.raws[3]]).toEqual([1, 7]);
  expect((await extract()).raws[3]).toBe(7);
});

test('a damaged value is extracted again', async () => {
  await extract();
  const [pack] = readdirSync(place('cache'));
  const bytes = readFileSync(place(`cache/${pack}`));
  bytes[bytes.length - 1] ^= 1;
  writeFileSync(place(`cache/${pack}`), bytes);
  const again = await extract();
  expect([again.numExtracted, again.raws]).toEqual([1, Array.from({ length: 20 }, (_, i) => i)]);
  expect((await extract()).numExtracted).toBe(0);
});

test('a file that cannot be used is listed, and tried again the next time', async () => {
  rmSync(place('5.txt'));
  const { present, skipped, raws } = await extract();
  expect([present[5], raws[5], skipped]).toEqual([
    0,
    undefined,
    [
      {
        id: 's5',
        modality: 'note',
        file: '5.txt',
        reason: 'missing: 5.txt does not exist (ENOENT). Restore the file or correct the manifest.',
      },
    ],
  ]);
  writeFileSync(place('5.txt'), 'content 5');
  expect((await extract()).raws[5]).toBe(5);
});

test('an aborted extraction keeps the values that it has extracted', async () => {
  const interruption = new AbortController();
  const onProgress = (numDone: number) => numDone === 4 && interruption.abort();
  await expect(extract({ signal: interruption.signal, onProgress })).rejects.toThrow('aborted');
  const { numExtracted } = await extract();
  expect(numExtracted).toBeLessThan(20);
  expect(numExtracted).toBeGreaterThan(0);
});

test('features are fitted on train only: changes to other splits have no effect', async () => {
  const fittedOn = async (train: readonly number[]) => {
    const cache = openFeatureCache(place('cache'), 'note');
    const extractor = sizes() as Extractor;
    const extraction = await extractModality(manifest(), 'note', extractor, { cache, identity: 'sizes' });
    const { scaling } = fitModality(extractor, extraction, train, { seed: 0 });
    cache.close();
    return { state: extractor.state(), scaling };
  };
  const train = Array.from({ length: 10 }, (_, i) => i);
  const before = await fittedOn(train);
  for (let i = 10; i < 20; i++) writeFileSync(place(`${i}.txt`), `content ${1000 * i}`);
  expect(await fittedOn(train)).toEqual(before);
  expect((await fittedOn([...train, 10])).state).not.toEqual(before.state);
});

test('with earlier keys, a file that has changed or was deleted keeps its earlier value, and is listed', async () => {
  const { keys } = await extract();
  writeFileSync(place('4.txt'), 'content 44');
  rmSync(place('5.txt'));
  utimesSync(place('6.txt'), new Date(0), new Date(0)); // copied anew: the same content
  const again = await extract({ earlier: keys });
  expect(again).toMatchObject({ changed: ['4.txt', '5.txt'], skipped: [], numExtracted: 0, keys });
  expect([again.raws[4], again.raws[5], again.raws[6]]).toEqual([4, 5, 6]);
});

test('with earlier keys, media that were unusable stay out, and so does a changed file whose value is lost', async () => {
  rmSync(place('7.txt'));
  const { keys } = await extract();
  writeFileSync(place('7.txt'), 'content 7');
  writeFileSync(place('8.txt'), 'content 88');
  rmSync(place('cache'), { recursive: true });
  const { skipped, raws } = await extract({ earlier: keys });
  expect(skipped.map(({ id, reason }) => `${id} ${reason}`)).toEqual([
    's7 could not be used when the run began. Start a new run to learn from it.',
    's8 changed or deleted since the run began, and what was extracted from it then is no longer in the cache. Restore the file and its modification time.',
  ]);
  expect([raws[7], raws[8], raws[9]]).toEqual([undefined, undefined, 9]);
});

test('a file that changes while it is read is skipped, and not cached', async () => {
  const reading = sizes();
  const writing: Extractor<number> = {
    ...reading,
    async extract(media) {
      const size = await reading.extract(media);
      if (size === 3) writeFileSync(place('3.txt'), 'content 3 and more of it');
      return size;
    },
  };
  const cache = openFeatureCache(place('cache'), 'note');
  const { skipped } = await extractModality(manifest(), 'note', writing as Extractor, { cache, identity: 'sizes' });
  cache.close();
  expect(skipped.map(({ reason }) => reason)).toEqual([
    'changed while it was read: 3.txt is being written or replaced. Run again when it is complete.',
  ]);
});

test('a cached value that is lost during a run is reported with a remedy', async () => {
  const cache = openFeatureCache(place('cache'), 'note');
  const { raw } = await extractModality(manifest(), 'note', sizes() as Extractor, { cache, identity: 'sizes' });
  expect(() => raw(2)).not.toThrow();
  const [pack] = readdirSync(place('cache'));
  truncateSync(place(`cache/${pack}`), 0);
  expect(() => raw(2)).toThrow(
    /expected the value of [0-9a-f]{32} in the feature cache, got none: .* Resume the run to extract it again\./,
  );
  cache.close();
});
