import { centred, columnMeans, firstNotFinite, matrix, toDoubleMatrix, toMatrix, unitRows } from './index.ts';

const source = matrix(3, 2, Float32Array.of(3, 4, 0, 0, 0, -2));

test('column means, and rows around them', () => {
  expect([...columnMeans(source)]).toEqual([1, 2 / 3]);
  expect([...centred(source, [1, 2]).data]).toEqual([2, 2, -1, -2, -1, -4]);
  expect([...columnMeans(centred(source))].every((mean) => Math.abs(mean) < 1e-6)).toBe(true);
});

test('rows of length 1, and zeros as they were', () => {
  expect([...unitRows(source).data]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0, 0, -1]);
});

test('the first number that is none', () => {
  expect(firstNotFinite(Float32Array.of(0, -1, Infinity, NaN))).toBe(2);
  expect(firstNotFinite(Float64Array.of(1, NaN))).toBe(1);
  expect(firstNotFinite(new Float32Array([1e38, 0]))).toBe(-1);
});

test('doubles far from zero keep what tells them apart, where they are centred before they are rounded', () => {
  const times = toDoubleMatrix({ shape: [3, 1], data: BigInt64Array.of(1_760_000_000_000n, 1_760_000_000_001n, 1_760_000_000_005n) });
  expect([...centred(times).data]).toEqual([-2, -1, 3]);
  expect([...centred(toMatrix({ shape: [3, 1], data: times.data })).data]).not.toEqual([-2, -1, 3]);
  expect(() => toDoubleMatrix({ shape: [3], data: times.data })).toThrow('toDoubleMatrix: expected two dimensions, got shape [3]');
});
