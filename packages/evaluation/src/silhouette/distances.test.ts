import type { DoubleMatrix } from '@mmae/matrix';
import fc from 'fast-check';
import { centroid, inSafeRange, interleaved, relativeToMedian, squaredDistances, squaredDistanceTo } from './distances.ts';

const doubles = (rows: readonly (readonly number[])[]): DoubleMatrix => ({
  numRows: rows.length,
  numColumns: rows[0].length,
  data: Float64Array.from(rows.flat()),
});

test('the mean of equal rows is exactly that row', () => {
  const row = [0.1, 1e20 + 3, -7];
  expect([...centroid(doubles([[0, 0, 0], row, row, row]), Uint32Array.of(1, 2, 3))]).toEqual(row);
});

test('four distances at a time equal one at a time, for any number of points', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 1, maxLength: 9 }),
      (points) => {
        const rows = doubles([[2, -3]]);
        const distances = new Float64Array(Math.ceil(points.length / 4) * 4);
        squaredDistances(interleaved(points.map((point) => Float64Array.from(point)), 2), rows, 0, distances); // prettier-ignore
        expect([...distances.subarray(0, points.length)]).toEqual(points.map((point) => squaredDistanceTo(point, rows, 0)));
      },
    ),
  );
});

test('the median of each column is subtracted, in double precision only', () => {
  const far = [1e15, 1e15 + 1, 1e15 + 7, 1e20];
  expect([...relativeToMedian(doubles(far.map((value) => [value]))).data.slice(0, 3)]).toEqual([-7, -6, 0]);
  const single = { numRows: 1, numColumns: 1, data: Float32Array.of(5) };
  expect(relativeToMedian(single)).toBe(single);
});

test.each([1e-300, 5e-324, 1e300])('%d is scaled to about 1 by a power of two; ordinary numbers are not', (value) => {
  const [scaled] = inSafeRange(doubles([[value]])).data;
  expect(scaled).toBeGreaterThanOrEqual(0.5);
  expect(scaled).toBeLessThan(2);
  expect(Number.isInteger(Math.log2(value / scaled) || Math.log2(value) - Math.log2(scaled))).toBe(true);
  const ordinary = doubles([[3, -1e90]]);
  expect(inSafeRange(ordinary)).toBe(ordinary);
});
