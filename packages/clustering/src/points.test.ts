import { matrix, type DoubleMatrix } from '@mmae/matrix';
import { checkPoints, doublesInUnits, fromUnits, inUnitsOf, unitScaled } from './points.ts';

const doubles = (numColumns: number, ...values: number[]): DoubleMatrix => ({
  numRows: values.length / numColumns,
  numColumns,
  data: Float64Array.from(values),
});

test.each([1e-30, 1, 1e30])('points of size %d are centred and scaled to about 1 by a power of two, and back', (size) => {
  const points = matrix(3, 1, Float32Array.of(-size, 0, 4 * size));
  const units = unitScaled(points);
  const largest = Math.max(...units.scaled.data.map(Math.abs));
  expect([largest >= 0.5 && largest < 2, Number.isInteger(Math.log2(units.unit))]).toEqual([true, true]);
  expect([...inUnitsOf(units, points).data]).toEqual([...units.scaled.data]);
  fromUnits(units, units.scaled).data.forEach((value, i) => expect(value / size).toBeCloseTo(points.data[i] / size, 6));
});

test('doubles far from zero keep their differences, and a constant column becomes exactly 0', () => {
  const points = doubles(2, 1e15, 0.1, 1e15 + 1, 0.1, 1e15 + 3, 0.1);
  const { data } = doublesInUnits(unitScaled(points), points);
  const { unit } = unitScaled(points);
  expect([(data[2] - data[0]) * unit, (data[4] - data[0]) * unit]).toEqual([1, 3]);
  expect([data[1], data[3], data[5]]).toEqual([0, 0, 0]);
});

test('points that are not finite, and too many clusters, are refused', () => {
  expect(() => checkPoints('test', doubles(2, 1, 2, 3, NaN))).toThrow('test: expected finite numbers, got NaN in row 1');
  expect(() => checkPoints('test', doubles(1, 1, 2), 3)).toThrow('test: expected from 1 to 2 clusters of 2 points, got 3');
});
