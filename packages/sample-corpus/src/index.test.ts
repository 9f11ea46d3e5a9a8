import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleCorpusFolder } from './index.ts';

type Row = Record<'id' | 'split' | 'label' | 'group' | 'image' | 'audio' | 'text' | 'voice' | 'engine' | 'passage' | 'speech', string>;

const packageFolder = join(sampleCorpusFolder, '..');
const manifest = readFileSync(join(sampleCorpusFolder, 'manifest.csv'), 'utf8');
const rows: Row[] = parse(manifest, { columns: true });
const bytesOf = (file: string) => readFileSync(join(sampleCorpusFolder, file));
const distinct = (values: readonly string[]) => [...new Set(values)];
const hashOf = (file: string) => createHash('sha256').update(bytesOf(file)).digest('hex');

/** The number of values that occur in more than one split. */
function numShared(valueOf: (row: Row) => string): number {
  const splitOf = new Map(rows.map((row) => [valueOf(row), row.split]));
  return distinct(rows.filter((row) => splitOf.get(valueOf(row)) !== row.split).map(valueOf)).length;
}

function countBy(keyOf: (row: Row) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[keyOf(row)] = (counts[keyOf(row)] ?? 0) + 1;
  return counts;
}

test('the columns of the manifest', () => {
  expect(manifest.slice(0, manifest.indexOf('\n'))).toBe(
    'id,split,label,group,image,audio,text,picture,passage,voice,engine,accent,recording,speech',
  );
  expect(distinct(rows.map(({ id }) => id))).toHaveLength(2000);
  expect(distinct(rows.map(({ speech }) => speech))).toEqual(['synthetic']);
});

test('every class has 120 train, 30 validation and 50 test samples', () => {
  const counts = countBy(({ split, label }) => `${split} ${label}`);
  const labels = ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'];
  const expected = { train: 120, validation: 30, test: 50 };
  expect(counts).toEqual(
    Object.fromEntries(Object.entries(expected).flatMap(([split, count]) => labels.map((label) => [`${split} ${label}`, count]))),
  );
});

describe('no two splits share', () => {
  test.each<[string, (row: Row) => string]>([
    ['an image, by its bytes', ({ image }) => hashOf(image)],
    ['a clip, by its bytes', ({ audio }) => hashOf(audio)],
    ['a voice', ({ voice }) => voice],
    ['a passage', ({ text }) => text],
    ['a group', ({ group }) => group],
  ])('%s', (_, valueOf) => {
    expect(numShared(valueOf)).toBe(0);
  });
});

test('groups share no image, clip, voice or passage, so new splits by group have no leakage', () => {
  for (const column of ['image', 'audio', 'voice', 'text'] as const) {
    const pairs = distinct(rows.map((row) => `${row.group}\0${row[column]}`));
    expect(pairs).toHaveLength(distinct(rows.map((row) => row[column])).length);
  }
});

test('the numbers of images, clips and passages, each used equally often', () => {
  expect(distinct(rows.map(({ image }) => hashOf(image)))).toHaveLength(2000);
  expect(distinct(rows.map(({ audio }) => hashOf(audio)))).toHaveLength(1000);
  expect(distinct(Object.values(countBy(({ text }) => text)).map(String)).sort()).toEqual(['3', '4']);
  expect(Object.values(countBy(({ audio }) => audio)).every((count) => count === 2)).toBe(true);
});

test('every image is a grey PNG of 28 × 28 pixels, 8 bit', () => {
  for (const { image } of rows) {
    const bytes = bytesOf(image);
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24], bytes[25]]).toEqual([28, 28, 8, 0]);
  }
});

test('every clip is a mono FLAC of 16 kHz, 16 bit, between 0.1 and 1.5 seconds long', () => {
  for (const file of distinct(rows.map(({ audio }) => audio))) {
    const bytes = bytesOf(file);
    const format = bytes.readUInt32BE(18); // 20 bits of rate, 3 of channels − 1, 5 of depth − 1
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('fLaC');
    expect([format >>> 12, (format >>> 9) & 7, (format >>> 4) & 31]).toEqual([16_000, 0, 15]);
    expect(bytes.readUInt32BE(22)).toBeGreaterThan(1_600);
    expect(bytes.readUInt32BE(22)).toBeLessThan(24_000);
  }
});

test('the corpus holds the files that the manifest names and no others, within 12 MB', () => {
  const files = ['images', 'audio'].flatMap((folder) => readdirSync(join(sampleCorpusFolder, folder)).map((name) => `${folder}/${name}`));
  expect(files.sort()).toEqual(distinct(rows.flatMap(({ image, audio }) => [image, audio])).sort());
  const all = [...files, 'manifest.csv', '../contact-sheet.png'];
  expect(all.reduce((sum, file) => sum + bytesOf(file).length, 0)).toBeLessThan(12e6);
});

test('every text is the passage that its row names, of 25 to 55 words', () => {
  const lines = new Map<string, string[]>();
  for (const name of readdirSync(join(packageFolder, 'passages'))) {
    lines.set(
      name,
      readFileSync(join(packageFolder, 'passages', name), 'utf8')
        .trimEnd()
        .split('\n'),
    );
  }
  for (const { passage, text } of rows) {
    const [name, line] = passage.split(':');
    expect(lines.get(`${name}.txt`)?.[Number(line) - 1]).toBe(text);
  }
  const numWords = distinct(rows.map(({ text }) => text)).map((text) => text.split(/\s+/).length);
  expect(Math.min(...numWords)).toBeGreaterThanOrEqual(25);
  expect(Math.max(...numWords)).toBeLessThanOrEqual(55);
  expect([...lines.values()].map(({ length }) => length)).toEqual(Array(10).fill(60));
});

test('the README has the current statistics', () => {
  const table = execFileSync(process.execPath, [join(packageFolder, 'tools', 'statistics.mjs')], { encoding: 'utf8' });
  expect(readFileSync(join(packageFolder, 'README.md'), 'utf8')).toContain(table);
});

test('the example of the README prints what its comments say', () => {
  const [, example] = /```ts\n(.*?)```/s.exec(readFileSync(join(packageFolder, 'README.md'), 'utf8'))!;
  const printed: string[] = [];
  const body = example.replace(/^import (\{.*\}) from .*$/gm, 'const $1 = packages;');
  new Function('packages', 'console', body)(
    { sampleCorpusFolder, readFileSync },
    { log: (...values: unknown[]) => printed.push(values.join(' ')) },
  );
  expect(printed).toEqual([...example.matchAll(/^console.log.*\); \/\/ (.*)$/gm)].map(([, shown]) => shown));
});
