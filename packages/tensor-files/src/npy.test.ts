// Also tests `number-format.ts`.
import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matrix } from '@mmae/matrix';
import { fromNpy, readNpy, toNpy, writeNpy } from './npy.ts';
import { toMatrix } from './tensor.ts';

const reference = JSON.parse(readFileSync(new URL('../test/reference/files.json', import.meta.url), 'utf8'));
const hex = (text: string) => Buffer.from(text, 'hex');

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'tensor-files-'))));
afterAll(() => rm(folder, { recursive: true }));

test.each(Object.keys(reference.npy))('%s written by numpy is read', (key) => {
  const { bytes, shape, values } = reference.npy[key];
  const tensor = fromNpy(hex(bytes));
  expect(tensor.shape).toEqual(shape);
  expect(Array.from(tensor.data as ArrayLike<unknown>, Number)).toEqual(values);
});

test.each(['f4', 'f8', 'i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'vector', 'number'])('%s is written as numpy writes it', (key) => {
  const bytes = hex(reference.npy[key].bytes);
  const written = toNpy(fromNpy(bytes));
  expect(Buffer.from(written).toString('latin1')).toBe(bytes.toString('latin1'));
});

test('a matrix is written to a file and read', async () => {
  const path = join(folder, 'points.npy');
  const points = matrix(2, 2, Float32Array.of(1, -2, 3.5, NaN));
  await writeNpy(path, points);
  expect(toMatrix(await readNpy(path))).toEqual(points);
});

test.each([
  ['big-endian', "little-endian in points.npy, got '>f4'"],
  ['objects', "got '|O'"],
  ['texts', "got '<U2'"],
])('%s are refused', (key, message) => {
  expect(() => fromNpy(hex(reference.refusedNpy[key]), 'points.npy')).toThrow(message);
});

test('truncated files, and headers that do not match the data, are refused', () => {
  const bytes = hex(reference.npy.f4.bytes);
  for (let length = 0; length < bytes.length; length++) expect(() => fromNpy(bytes.subarray(0, length))).toThrow('fromNpy: expected');
  expect(() => fromNpy(bytes.subarray(0, -4))).toThrow('expected 24 bytes of numbers for shape [2,3] in these bytes, got 20');
  const lying = Buffer.from(bytes.toString('latin1').replace('(2, 3)', '(9, 3)'), 'latin1');
  expect(() => fromNpy(lying)).toThrow('expected 108 bytes of numbers for shape [9,3] in these bytes, got 24');
});
