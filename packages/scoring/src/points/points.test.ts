// Files as people have them: each is scored correctly, or refused with the line and the cause (`csv-rows.ts`, `csv-columns.ts`, `points-file.ts`,
// `read-point-set.ts`, `score-points.ts`).
import { matrix } from '@mmae/matrix';
import { toNpy, toSafetensors } from '@mmae/tensor-files';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPointSet, scorePoints, type PointFiles, type ScorePointsOptions } from '../index.ts';
import { temporaryFolder } from '../synthetic-folder.test.support.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});

interface Asked extends Omit<PointFiles, 'points'>, Pick<ScorePointsOptions, 'numClusters'> {}

/** Writes files by name and scores the first as points. */
async function scored(files: Record<string, string | Uint8Array>, { numClusters, ...asked }: Asked) {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const path = (name: string | undefined) => name && join(folder, name);
  const { points, labels, clusters, remarks } = await readPointSet({
    ...asked,
    points: join(folder, Object.keys(files)[0]),
    labels: path(asked.labels),
    clusters: path(asked.clusters),
  });
  const found = scorePoints(points, { labels, clusters, numClusters });
  return { scores: found.scores, remarks: [...remarks, ...found.remarks].join('\n').replaceAll(`${folder}/`, '') };
}

const column = (...cells: readonly (string | number)[]) => `x\n${cells.join('\n')}\n`;
const clusters = column('a', 'a', 'b', 'a', 'b', 'b');
const seconds = [0, 1, 60, 2, 61, 59];
const given = { clusters: 'clusters.csv' };
const labelled = { ...given, labels: 'labels.csv' };

/** InputErrors of the package, paths without the folder. */
const refusal = async (...args: Parameters<typeof scored>) => {
  const error = await scored(...args).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ name: 'InputError' });
  return (error as Error).message.replaceAll(`${folder}/`, '');
};

describe('points far from zero keep their distances', () => {
  const at = 1_760_000_000;
  const doubles = { shape: [6, 1], data: Float64Array.from(seconds, (second) => at + second) };
  const integers = { shape: [6, 1], data: BigInt64Array.from(seconds, (second) => BigInt(at + second)) };
  const nanoseconds = { shape: [6, 1], data: BigUint64Array.from(seconds, (second) => 18_000_000_000_000_000_000n + BigInt(second)) };
  test.each<[string, string | Uint8Array]>([
    ['points.csv', `seconds\n${seconds.map((second) => at + second).join('\n')}\n`],
    ['points.npy', toNpy(doubles)],
    ['points.npy', toNpy(integers)],
    ['points.npy', toNpy(nanoseconds)],
    ['points.safetensors', toSafetensors({ x: doubles })],
    ['points.safetensors', toSafetensors({ x: integers })],
  ])('%s %#', async (name, content) => {
    const { scores } = await scored({ [name]: content, 'clusters.csv': clusters }, given);
    expect(scores.silhouette).toBeCloseTo(0.977396, 6); // scikit-learn 1.9.1
    expect(scores.calinskiHarabasz).toBeCloseTo(5221.5, 6);
    expect(scores.daviesBouldin).toBeCloseTo(0.022599, 6);
    expect((await scored({ [name]: content }, { numClusters: 2 })).scores).toEqual(scores);
  });

  test('next to an integer for a missing value, such as -2^63 for no time', async () => {
    const values = [-(2n ** 63n), 0n, 1n, 100n, 101n, 102n];
    const points = toNpy({ shape: [6, 1], data: BigInt64Array.from(values) });
    const { scores } = await scored({ 'points.npy': points, 'clusters.csv': column('c', 'a', 'a', 'b', 'b', 'b') }, given);
    expect(scores.silhouette).toBeCloseTo(0.823383, 6); // that of 10^20, 0, 0.1, 10, 10.1 and 10.2
  });

  test('where their squares exceed single precision', async () => {
    const large = await scored({ 'points.csv': column('1e38', '1.1e38', '-1e38', '0.9e38', '1e38', '-1.1e38') }, { numClusters: 2 });
    const small = await scored({ 'points.csv': column('1', '1.1', '-1', '0.9', '1', '-1.1') }, { numClusters: 2 });
    expect(large.scores.silhouette).toBeCloseTo(small.scores.silhouette, 9);
  });
});

test('labels and clusters are trimmed and brought into one Unicode form, with a remark', async () => {
  const points = column(0, 1, 60, 2, 61, 59);
  const plain = { 'clusters.csv': clusters, 'labels.csv': column('é', 'é', 'b', 'é', 'b', 'b') };
  const untidy = { 'clusters.csv': column('a', 'a ', 'b', ' a', 'b', 'b'), 'labels.csv': column('e\u0301', 'é', 'b', 'é', 'b ', 'b') };
  const { scores } = await scored({ 'points.csv': points, ...plain }, labelled);
  const { scores: same, remarks } = await scored({ 'points.csv': points, ...untidy }, labelled);
  expect(same).toEqual(scores);
  expect(same.ari).toBe(1);
  expect(remarks.split('\n')).toEqual(
    ['labels.csv', 'clusters.csv'].map((name) => `${name}: 2 values trimmed or brought into Unicode form NFC`),
  );
  const blank = { 'points.csv': points, 'labels.csv': column('a', 'a', 'b', '  ', 'b', 'b') };
  expect((await scored(blank, { labels: 'labels.csv', numClusters: 2 })).remarks).toContain(
    '1 of 6 points have no label and are left out: line 5',
  );
});

test('a numeric id is not a coordinate', async () => {
  const files = { 'points.csv': 'ID,x\n1,0\n2,1\n3,5\n4,6\n', 'clusters.csv': column('a', 'a', 'b', 'b') };
  expect(await refusal(files, given)).toContain('points.csv, got "ID", which names points. Remove it.');
});

describe('a cell that is not a number, in a column of numbers', () => {
  test.each([
    ['', 'got "". Fill it in'],
    ['nan', 'got "nan". Fill it in'],
    ['NA', 'got "NA". Fill it in'],
    ['-', 'got "-". Fill it in'],
    ['inf', 'got "inf". Correct it'],
    ['1e400', 'got "1e400". Correct it'],
    ['0x10', 'got "0x10". Correct it'],
    ['"1,5"', 'got "1,5". Write numbers with a decimal point.'],
    ['"1,000.5"', 'got "1,000.5". Write numbers with a decimal point.'],
    ['1 000', 'got "1 000". Correct it'],
    ['\u22121', 'got "\u22121". Correct it'],
    ['two', 'got "two". Correct it'],
  ])('%j is refused in any row', async (cell, message) => {
    for (const row of [0, 2, 5]) {
      const cells = ['1', '2', '3', '4', '5', '6'].map((number, index) => `${index},${index === row ? cell : number}`);
      const error = await refusal({ 'points.csv': `a,b\n${cells.join('\n')}\n`, 'clusters.csv': clusters }, given);
      expect(error).toContain(`expected a finite decimal number on line ${row + 2}, column "b" of points.csv`);
      expect(error).toContain(message);
    }
  });

  test('a column of decimal commas is not taken for text', async () => {
    const cells = seconds.map((second) => `${second},"${second},5"`);
    const files = { 'points.csv': `a,b\n${cells.join('\n')}\n`, 'clusters.csv': clusters };
    expect(await refusal(files, given)).toContain('on line 2, column "b"');
  });

  test('spaces around a number are ignored, and columns without a number are named', async () => {
    const cells = seconds.map((second, index) => `item ${index}, ${second} ,NA`);
    const { scores, remarks } = await scored({ 'points.csv': `name,t,note\n${cells.join('\n')}\n`, 'clusters.csv': clusters }, given);
    expect(scores.silhouette).toBeCloseTo(0.977396, 6);
    expect(remarks).toBe('points.csv: scoring the numeric columns t; ignoring columns without a number: name, note');
  });

  test('NaN in a tensor is named by row and column', async () => {
    const points = toNpy(matrix(3, 2, Float32Array.of(1, 2, 3, NaN, 5, 6)));
    expect(await refusal({ 'points.npy': points }, { numClusters: 2 })).toContain(
      'expected finite numbers in points.npy, got NaN in row 1, column 1',
    );
  });
});

describe('files of other kinds', () => {
  const points = column(...seconds);
  const inLatin1 = (text: string) => Buffer.from(text, 'latin1');
  const words = ['p\u00eache', 'p\u00eache', 'p\u00e9ch\u00e9', 'p\u00eache', 'p\u00e9ch\u00e9', 'p\u00e9ch\u00e9'];

  test('labels in UTF-8 keep their accents apart', async () => {
    const files = { 'points.csv': points, 'clusters.csv': clusters, 'labels.csv': `\ufeff${column(...words)}` };
    expect((await scored(files, labelled)).scores.ari).toBe(1);
  });

  test.each<[string, string | Uint8Array, string]>([
    [
      'latin-1',
      inLatin1(column('x', ...words.slice(1))),
      'expected UTF-8 in labels.csv, got other bytes on line 3. It may be Windows-1252',
    ],
    ['an incomplete character at the end', inLatin1(column('a', 'b', 'c\u00e9').trimEnd()), 'got other bytes on line 4'],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${column(...words)}`, 'utf16le'), 'got other bytes on line 1. It looks like UTF-16.'],
    ['UTF-16 without', Buffer.from(column('a', 'b'), 'utf16le'), 'got a NUL byte on line 1. It may be UTF-16'],
    ['a NUL in a label', column('a', 'b\0', 'c'), 'got a NUL byte on line 3.'],
    ['semicolons', 'label;note\na;b\n', 'expected columns separated by commas in labels.csv, got semicolons.'],
    ['tabs', 'label\tnote\na\tb\n', 'got tabs.'],
    ['two columns', 'label,note\na,b\n', 'expected one column in labels.csv, got 2.'],
    [
      'an unquoted comma',
      column('a, b'),
      'expected 1 column on line 2 of labels.csv, as in its header, got 2. Quote cells that hold commas.',
    ],
    ['an empty file', '', 'expected 6 values in labels.csv, one per point, got 0.'],
  ])('labels: %s', async (_, content, message) => {
    const files = { 'points.csv': points, 'clusters.csv': clusters, 'labels.csv': content };
    expect(await refusal(files, labelled)).toContain(message);
  });

  test.each([
    ['', 'got 0 rows with none'],
    ['x\n', 'got 0 rows with none'],
    ['x,x\n1,2\n3,4\n5,6\n', 'expected every column name once in points.csv, got "x" twice.'],
    ['1.5,2\n1,2\n3,4\n', 'expected a header in points.csv, got numbers on line 1: 1.5, 2.'],
    [',x\n0,2\n1,3\n2,9\n', 'expected a name for every numeric column of points.csv, got one without. Name it; if it holds row numbers'],
    ['x,y\n1,2\n\n3,4\n', 'expected 2 columns on line 3 of points.csv, got a blank line. Remove it.'],
    ['x;y\n1,5;2\n', 'got semicolons. Save it as CSV with commas and decimal points.'],
    ['x,y\n1,2,3\n', 'expected 2 columns on line 2 of points.csv, as in its header, got 3.'],
    ['x\n1\n', 'expected at least 3 points, in 2 clusters or more, got 1'],
  ])('points: %j', async (content, message) => {
    const clustersOf = column(...content.split('\n').slice(2).map(() => 'a')); // prettier-ignore
    expect(await refusal({ 'points.csv': content, 'clusters.csv': clustersOf }, given)).toContain(message);
  });

  test('a header of column numbers, as table libraries write', async () => {
    const files = { 'points.csv': '0,1\n1,2\n3,4\n9,9\n', 'clusters.csv': column('a', 'a', 'b') };
    expect((await scored(files, given)).scores.dim).toBe(2);
  });

  test('a truncated tensor file is refused', async () => {
    const bytes = toNpy(matrix(3, 1, Float32Array.of(1, 2, 9)));
    expect(await refusal({ 'points.npy': bytes.subarray(0, -2) }, { numClusters: 2 })).toContain('points.npy');
  });

  test.each(['constructor', '__proto__', 'toString'])('the tensor name %s finds no property of the object', async (tensor) => {
    const files = { 'points.safetensors': toSafetensors({ x: matrix(3, 1, Float32Array.of(1, 2, 9)) }) };
    expect(await refusal(files, { numClusters: 2, tensor })).toContain(
      `expected one tensor of points.safetensors, got "${tensor}". Name one by --tensor: x.`,
    );
  });
});

test('a point without a label is left out, and counted; one without a cluster is refused', async () => {
  const files = { 'points.csv': column(...seconds, 30), 'clusters.csv': `${clusters}a\n`, 'labels.csv': column(1, 1, 2, 1, 2, 2, '') };
  const { scores, remarks } = await scored(files, labelled);
  expect(remarks).toBe('labels.csv: 1 of 7 points have no label and are left out: line 8');
  expect(scores.n).toBe(6);
  expect(scores.silhouette).toBeCloseTo(0.977396, 6);
  const error = await refusal({ ...files, 'clusters.csv': column(1, 1, '', 1, 2, 2, 2) }, labelled);
  expect(error).toMatch(/expected a cluster on line 4 of clusters.csv, got none/);
});

test('more clusters than distinct points: a remark, or an error where all points are equal', async () => {
  const { remarks } = await scored({ 'points.csv': column(1, 1, 5, 5, 9, 9) }, { numClusters: 5 });
  expect(remarks).toBe('k-means: found 3 distinct clusters of 5: there are no more distinct points');
  const error = await refusal({ 'points.csv': column(7, 7, 7) }, { numClusters: 2 });
  expect(error).toContain('expected points that differ, for 2 clusters, got 3 equal points.');
});

describe('scorePoints refuses', () => {
  const points = matrix(4, 1, Float32Array.of(0, 1, 8, 9));
  test.each<[ScorePointsOptions, string]>([
    [{}, 'score: expected labels, clusters or a number of clusters, got none. Name what to score.'],
    [{ clusters: [0, 0, 1, 1], numClusters: 2 }, 'score: expected clusters or their number, got both (2 clusters). Leave one out.'],
    [{ labels: ['a', 'b'] }, 'score: expected 4 labels, one per point, got 2.'],
    [{ numClusters: 4 }, 'score: expected from 2 to 3 clusters of 4 points, got 4.'],
    [{ labels: ['a', 'a', 'a', 'a'] }, 'score: expected from 2 to 3 clusters of 4 points, got 1.'],
  ])('%j', (options, message) => {
    expect(() => scorePoints(points, options)).toThrow(message);
  });
});
