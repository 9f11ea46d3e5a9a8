import { matrix } from '@mmae/matrix';
import fc from 'fast-check';
import { fromRows } from './points.test.helpers.ts';
import { nearestCentre, nearestRows, squaredNorms } from './nearest.ts';

const coordinates = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 1, maxLength: 12 });

test('the nearest centre has the smallest squared distance, of equal ones the first', () => {
  fc.assert(
    fc.property(coordinates, coordinates, (points, centres) => {
      const expected = points.map(([x, y]) => {
        const distances = centres.map(([a, b]) => (x - a) ** 2 + (y - b) ** 2);
        return distances.indexOf(Math.min(...distances));
      });
      expect([...nearestCentre(fromRows(points), fromRows(centres))]).toEqual(expected);
    }),
  );
});

test('the other rows with the largest dot products, largest first, of equal ones the first', () => {
  const rows = fromRows([[1, 0], [0, 1], [0.8, 0.6], [0, 1]]); // prettier-ignore
  expect([...nearestRows('test', rows, 2)]).toEqual([2, 1, 3, 2, 0, 1, 1, 2]);
  expect(() => nearestRows('test', rows, 4)).toThrow('test: expected from 1 to 3 neighbours among 4 rows, got 4');
});

test('squared lengths of rows', () => {
  expect([...squaredNorms(matrix(2, 2, Float32Array.of(3, 4, 0, 0)))]).toEqual([25, 0]);
});
