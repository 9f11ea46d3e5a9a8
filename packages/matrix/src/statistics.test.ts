import { matrix } from './matrix.ts';
import { centred, columnMeans, unitRows } from './statistics.ts';
import { firstNotFinite } from './vectors.ts';

const source = matrix(3, 2, Float32Array.of(3, 4, 0, 0, 0, -2));

test('column means and centred rows', () => {
  expect([...columnMeans(source)]).toEqual([1, 2 / 3]);
  expect([...centred(source, [1, 2]).data]).toEqual([2, 2, -1, -2, -1, -4]);
  expect([...columnMeans(centred(source))].every((mean) => Math.abs(mean) < 1e-6)).toBe(true);
});

test('rows are scaled to length 1, rows of zeros stay', () => {
  expect([...unitRows(source).data]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0, 0, -1]);
});

test('the index of the first number that is not finite', () => {
  expect(firstNotFinite(Float32Array.of(0, -1, Infinity, NaN))).toBe(2);
  expect(firstNotFinite(Float64Array.of(1, NaN))).toBe(1);
  expect(firstNotFinite(new Float32Array([1e38, 0]))).toBe(-1);
});

test('doubles far from zero stay distinct if they are centred before they are rounded', () => {
  const times = { numRows: 3, numColumns: 1, data: Float64Array.of(1_760_000_000_000, 1_760_000_000_001, 1_760_000_000_005) };
  expect([...centred(times).data]).toEqual([-2, -1, 3]);
  expect([...centred({ ...times, data: Float32Array.from(times.data) }).data]).not.toEqual([-2, -1, 3]);
});
