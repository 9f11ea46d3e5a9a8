import { matrix } from '@mmae/matrix';
import { toDoubleMatrix, toMatrix, toTensor } from './tensor.ts';

test('a matrix and its tensor share their data', () => {
  const points = matrix(2, 2, Float32Array.of(1, 2, 3, 4));
  expect(toTensor(points).shape).toEqual([2, 2]);
  expect(toMatrix(toTensor(points)).data).toBe(points.data);
});

test('64-bit integers are exact in double precision, and rounded in single precision', () => {
  const times = { shape: [3, 1], data: BigInt64Array.of(1_760_000_000_000n, 1_760_000_000_001n, 1_760_000_000_005n) };
  expect([...toDoubleMatrix(times).data]).toEqual([1_760_000_000_000, 1_760_000_000_001, 1_760_000_000_005]);
  expect(new Set(toMatrix(times).data).size).toBe(1);
});

test('tensors of other than two dimensions are refused', () => {
  const vector = { shape: [3], data: new Float32Array(3) };
  expect(() => toDoubleMatrix(vector)).toThrow('toDoubleMatrix: expected two dimensions, got shape [3]');
  expect(() => toMatrix(vector)).toThrow('toMatrix: expected two dimensions, got shape [3]');
});
