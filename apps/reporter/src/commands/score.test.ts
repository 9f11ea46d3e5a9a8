// Files as people have them: each is scored right, or refused with the line and the cause.
import { matrix } from '@mmae/matrix';
import { toNpy, toSafetensors } from '@mmae/tensor-files';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mmaeReport } from '../main.ts';
import { recordingTerminal } from '../recording-terminal.test.support.ts';
import { temporaryFolder } from '../synthetic-folder.test.support.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});

/** Writes files by name and scores the first; `{name}` in an argument is the path of a file. */
async function scored(files: Record<string, string | Uint8Array>, ...args: string[]) {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const terminal = recordingTerminal();
  const paths = args.map((arg) => arg.replace(/^\{(.*)\}$/, (_, name) => join(folder, name)));
  const code = await mmaeReport(['score', join(folder, Object.keys(files)[0]), ...paths], terminal);
  return { code, ...terminal.written };
}

const column = (...cells: readonly (string | number)[]) => `x\n${cells.join('\n')}\n`;
const clusters = column('a', 'a', 'b', 'a', 'b', 'b');
const seconds = [0, 1, 60, 2, 61, 59];
const given = ['--clusters', '{clusters.csv}'];

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
    const { out } = await scored({ [name]: content, 'clusters.csv': clusters }, ...given);
    expect(out).toMatch(/silhouette +0\.977396\ncalinskiHarabasz +5221\.500000\ndaviesBouldin +0\.022599\n/); // scikit-learn 1.9.1
    const byKMeans = await scored({ [name]: content }, '--k', '2');
    expect(byKMeans.out).toBe(out);
  });

  test('integers after one that stands for no value, as -2^63 does for no time', async () => {
    const values = [-(2n ** 63n), 0n, 1n, 100n, 101n, 102n];
    const points = toNpy({ shape: [6, 1], data: BigInt64Array.from(values) });
    const { out } = await scored({ 'points.npy': points, 'clusters.csv': column('c', 'a', 'a', 'b', 'b', 'b') }, ...given);
    expect(out).toContain('0.823383'); // that of 10^20, 0, 0.1, 10, 10.1 and 10.2
  });

  test('k-means of numbers whose squares leave single precision', async () => {
    const { out } = await scored({ 'points.csv': column('1e38', '1.1e38', '-1e38', '0.9e38', '1e38', '-1.1e38') }, '--k', '2', '--json');
    const near = await scored({ 'points.csv': column('1', '1.1', '-1', '0.9', '1', '-1.1') }, '--k', '2', '--json');
    expect(JSON.parse(out).silhouette).toBeCloseTo(JSON.parse(near.out).silhouette, 9);
  });
});

test('labels and clusters are read without spaces around and in one Unicode form, and that is said', async () => {
  const points = column(0, 1, 60, 2, 61, 59);
  const plain = await scored(
    { 'points.csv': points, 'clusters.csv': clusters, 'labels.csv': column('é', 'é', 'b', 'é', 'b', 'b') },
    ...given,
    '--labels',
    '{labels.csv}',
  );
  const untidy = { 'clusters.csv': column('a', 'a ', 'b', ' a', 'b', 'b'), 'labels.csv': column('e\u0301', 'é', 'b', 'é', 'b ', 'b') };
  const { out, error } = await scored({ 'points.csv': points, ...untidy }, ...given, '--labels', '{labels.csv}');
  expect(out).toBe(plain.out);
  expect(out).toMatch(/^ari +1$/m);
  expect(error).toMatch(/labels\.csv: 2 values read without spaces around, and in Unicode's form NFC\n/);
  expect(error).toMatch(/clusters\.csv: 2 values read without/);
  const blank = await scored(
    { 'points.csv': points, 'labels.csv': column('a', 'a', 'b', '  ', 'b', 'b') },
    '--labels',
    '{labels.csv}',
    '--k',
    '2',
  );
  expect(blank.error).toContain('1 of 6 points have no label and are left out: line 5');
});

test('numbers that name points are no coordinates', async () => {
  const { code, error } = await scored(
    { 'points.csv': 'ID,x\n1,0\n2,1\n3,5\n4,6\n', 'clusters.csv': column('a', 'a', 'b', 'b') },
    ...given,
  );
  expect(code).toBe(2);
  expect(error).toContain('points.csv, got "ID", which names points. Remove it.');
});

describe('a cell that is no number, in a column of numbers', () => {
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
  ])('%j is refused wherever it stands', async (cell, message) => {
    for (const place of [0, 2, 5]) {
      const cells = ['1', '2', '3', '4', '5', '6'].map((number, index) => `${index},${index === place ? cell : number}`);
      const { code, out, error } = await scored({ 'points.csv': `a,b\n${cells.join('\n')}\n`, 'clusters.csv': clusters }, ...given);
      expect([code, out]).toEqual([2, '']);
      expect(error).toContain(`expected a finite decimal number on line ${place + 2}, column "b" of `);
      expect(error).toContain(message);
    }
  });

  test('a whole column with decimal commas is no column of texts', async () => {
    const cells = seconds.map((second) => `${second},"${second},5"`);
    const { code, error } = await scored({ 'points.csv': `a,b\n${cells.join('\n')}\n`, 'clusters.csv': clusters }, ...given);
    expect(code).toBe(2);
    expect(error).toContain('on line 2, column "b"');
  });

  test('spaces around a number are none of it, and a column without a number is said to be ignored', async () => {
    const cells = seconds.map((second, index) => `item ${index}, ${second} ,NA`);
    const { code, out, error } = await scored({ 'points.csv': `name,t,note\n${cells.join('\n')}\n`, 'clusters.csv': clusters }, ...given);
    expect(code).toBe(0);
    expect(out).toMatch(/silhouette +0\.977396/);
    expect(error).toContain('scored are the numeric columns t; ignored, as they hold no number: name, note\n');
  });
});

describe('files of other kinds', () => {
  const points = column(...seconds);
  const inLatin1 = (text: string) => Buffer.from(text, 'latin1');
  const words = ['p\u00eache', 'p\u00eache', 'p\u00e9ch\u00e9', 'p\u00eache', 'p\u00e9ch\u00e9', 'p\u00e9ch\u00e9'];

  test('labels in UTF-8 with accents are told apart', async () => {
    const files = { 'points.csv': points, 'clusters.csv': clusters, 'labels.csv': `\ufeff${column(...words)}` };
    const { out } = await scored(files, ...given, '--labels', '{labels.csv}');
    expect(out).toMatch(/^ari +1$/m);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['latin-1', inLatin1(column('x', ...words.slice(1))), 'expected UTF-8 in FILE, got other bytes on line 3. It may be Windows-1252'],
    ['an incomplete character at the end', inLatin1(column('a', 'b', 'c\u00e9').trimEnd()), 'got other bytes on line 4'],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${column(...words)}`, 'utf16le'), 'got other bytes on line 1. It looks like UTF-16.'],
    ['UTF-16 without', Buffer.from(column('a', 'b'), 'utf16le'), 'got a NUL byte on line 1. It may be UTF-16'],
    ['a NUL in a label', column('a', 'b\0', 'c'), 'got a NUL byte on line 3.'],
    ['semicolons', 'label;note\na;b\n', 'expected columns separated by commas in FILE, got semicolons.'],
    ['tabs', 'label\tnote\na\tb\n', 'got tabs.'],
    ['two columns', 'label,note\na,b\n', 'expected one column in FILE, got 2.'],
    ['an unquoted comma', column('a, b'), 'expected 1 column on line 2 of FILE, as in its header, got 2. Quote cells that hold commas.'],
    ['nothing', '', 'expected 6 values in FILE, one a point, got 0.'],
  ])('labels: %s', async (_, content, message) => {
    const files = { 'points.csv': points, 'clusters.csv': clusters, 'labels.csv': content };
    const { code, out, error } = await scored(files, ...given, '--labels', '{labels.csv}');
    expect([code, out]).toEqual([2, '']);
    expect(error.replaceAll(join(folder, 'labels.csv'), 'FILE')).toContain(message);
  });

  test.each([
    ['', 'got 0 rows with none'],
    ['x\n', 'got 0 rows with none'],
    ['x,x\n1,2\n3,4\n5,6\n', 'expected every column name once in FILE, got "x" twice.'],
    ['1.5,2\n1,2\n3,4\n', 'expected a header in FILE, got numbers on line 1: 1.5, 2.'],
    [',x\n0,2\n1,3\n2,9\n', 'expected a name for every numeric column of FILE, got one without. Name it; if it holds row numbers'],
    ['x,y\n1,2\n\n3,4\n', 'expected 2 columns on line 3 of FILE, got a blank line. Remove it.'],
    ['x;y\n1,5;2\n', 'got semicolons. Save it as CSV with commas and decimal points.'],
    ['x,y\n1,2,3\n', 'expected 2 columns on line 2 of FILE, as in its header, got 3.'],
    ['x\n1\n', 'expected at least 3 points, in 2 clusters or more, got 1'],
  ])('points: %j', async (content, message) => {
    const clustersOf = column(...content.split('\n').slice(2).map(() => 'a')); // prettier-ignore
    const { code, out, error } = await scored({ 'points.csv': content, 'clusters.csv': clustersOf }, ...given);
    expect([code, out]).toEqual([2, '']);
    expect(error.replaceAll(join(folder, 'points.csv'), 'FILE')).toContain(message);
  });

  test('columns named by their places, as table libraries do', async () => {
    expect((await scored({ 'points.csv': '0,1\n1,2\n3,4\n9,9\n', 'clusters.csv': column('a', 'a', 'b') }, ...given)).code).toBe(0);
  });

  test.each(['constructor', '__proto__', 'toString'])('a tensor of the name %s is looked for in the file alone', async (name) => {
    const bytes = toSafetensors({ x: matrix(3, 1, Float32Array.of(1, 2, 9)) });
    const { code, error } = await scored({ 'points.safetensors': bytes }, '--k', '2', '--tensor', name);
    expect(code).toBe(2);
    expect(error).toContain(`expected one tensor of ${join(folder, 'points.safetensors')}, got "${name}". Name one by --tensor: x.`);
  });
});

test('a point without a label is left out, and counted', async () => {
  const files = { 'points.csv': column(...seconds, 30), 'clusters.csv': `${clusters}a\n`, 'labels.csv': column(1, 1, 2, 1, 2, 2, '') };
  const { out, error } = await scored(files, ...given, '--labels', '{labels.csv}');
  expect(error).toContain('labels.csv: 1 of 7 points have no label and are left out: line 8\n');
  expect(out).toMatch(/^n +6$/m);
  expect(out).toMatch(/silhouette +0\.977396/);
  const { code, error: refused } = await scored({ ...files, 'clusters.csv': column(1, 1, '', 1, 2, 2, 2) }, ...given);
  expect(code).toBe(2);
  expect(refused).toMatch(/expected a cluster on line 4 of .*clusters.csv, got none/);
});

test('more clusters than distinct points: said, as far as there is a score', async () => {
  const { code, error } = await scored({ 'points.csv': column(1, 1, 5, 5, 9, 9) }, '--k', '5');
  expect(code).toBe(0);
  expect(error).toContain('k-means: found 3 distinct clusters of 5: there are no more distinct points');
  const same = await scored({ 'points.csv': column(7, 7, 7) }, '--k', '2');
  expect([same.code, same.error]).toEqual([
    2,
    expect.stringContaining('expected points that differ, for 2 clusters, got 3 that are all the same.'),
  ]);
});
