import { matrix } from '@mmae/matrix';
import { toNpy, toSafetensors } from '@mmae/tensor-files';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReadyMade } from './ready-made-file.ts';
import { readyMadeExtractor } from './ready-made-extractor.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ready-made-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function read(file: string, bytes: Uint8Array, ids?: string) {
  writeFileSync(join(folder, file), bytes);
  if (ids !== undefined) writeFileSync(join(folder, file.replace(/\.[a-z]+$/, '.ids.txt')), ids);
  return readReadyMade(join(folder, file));
}

const twoRows = matrix(2, 3, Float32Array.of(1, 2, 3, 4, 5, 6));

test.each([
  ['npy with a list', 'a.npy', toNpy(twoRows), 'x\ny\n'],
  [
    'npy of double precision, a list with carriage returns',
    'a.npy',
    toNpy({ shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) }),
    'x\r\ny',
  ],
  ['safetensors of one matrix with a list', 'a.safetensors', toSafetensors({ features: twoRows }), '\uFEFFx\ny\n'],
  [
    'safetensors with a tensor per sample',
    'a.safetensors',
    toSafetensors({ y: matrix(1, 3, Float32Array.of(4, 5, 6)), x: { shape: [3], data: Int32Array.of(1, 2, 3) } }),
    undefined,
  ],
])('%s: one row per sample id', async (_, file, bytes, ids) => {
  const features = await read(file, bytes, ids);
  expect([features.width, [...features.ids].sort()]).toEqual([3, ['x', 'y']]);
  expect([...features.row('y')!]).toEqual([4, 5, 6]);
  expect([...features.row('x')!]).toEqual([1, 2, 3]);
  expect(features.row('constructor')).toBeUndefined();
});

test.each<[string, string, Uint8Array, string | undefined, string]>([
  ['another extension', 'a.csv', Buffer.from('1'), undefined, 'expected a .npy or .safetensors file, got'],
  ['no list', 'a.npy', toNpy(twoRows), undefined, 'a.ids.txt, got no such file. Create it with one id per line.'],
  ['a list too short', 'a.npy', toNpy(twoRows), 'x\n', 'expected 2 ids in'],
  ['an id twice', 'a.npy', toNpy(twoRows), 'x\nx\n', 'got "x" twice. Keep one row per sample.'],
  [
    'several frames per sample',
    'a.npy',
    toNpy({ shape: [2, 3, 1], data: new Float32Array(6) }),
    'x\ny',
    'got [2,3,1]. Pool each sample to one row',
  ],
  [
    'a matrix without ids',
    'a.safetensors',
    toSafetensors({ features: twoRows }),
    undefined,
    'got shape [2,3] for "features". Keep one row per sample, or list',
  ],
  [
    'rows of different lengths',
    'a.safetensors',
    toSafetensors({ a: matrix(1, 3), b: matrix(1, 2) }),
    undefined,
    'got 2 for "b". Make all rows equally long.',
  ],
  ['a truncated file', 'a.npy', toNpy(twoRows).subarray(0, -4), 'x\ny', 'fromNpy: expected 24 bytes of numbers for shape [2,3] in'],
])('%s is refused', async (_, file, bytes, ids, message) => {
  await expect(read(file, bytes, ids)).rejects.toThrow(message);
});

test('a file that does not exist is refused', async () => {
  await expect(readReadyMade('/nowhere/clip.npy')).rejects.toThrow(
    'readReadyMade: expected a file of features, got /nowhere/clip.npy, which does not exist. Correct the path.',
  );
});

test('rows with standard deviation 1 around 1e9 keep their differences, and new rows are shifted like train', async () => {
  const numbers = Array.from({ length: 12 }, (_, i) => 1e9 + Math.sin(i));
  const { row } = await read('a.npy', toNpy({ shape: [4, 3], data: Float64Array.from(numbers) }), 'a\nb\nc\nnew\n');
  const fitted = readyMadeExtractor();
  fitted.fit(['a', 'b', 'c'].map((id) => row(id)!));
  const restored = readyMadeExtractor();
  restored.restore(JSON.parse(JSON.stringify(fitted.state())));
  const [a, another] = [fitted.transform(row('a')!), restored.transform(row('new')!)];
  for (let j = 0; j < 3; j++) expect(another[j] - a[j]).toBeCloseTo(Math.sin(9 + j) - Math.sin(j), 5);
  expect(fitted.fromBytes(fitted.toBytes(row('a')!))).toEqual(row('a'));
});

test('rows of single precision are not changed', () => {
  const extractor = readyMadeExtractor();
  extractor.fit([Float32Array.of(7, 9)]);
  expect(extractor.transform(Float32Array.of(7, 8))).toEqual(Float32Array.of(7, 8));
  expect(extractor.state().json).toEqual({ extractor: 'ready-made', featureLength: 2 });
});
