import { matrix } from '@mmae/matrix';
import { forEachQuery, nearestNeighbours } from './neighbours.ts';

const line = (...values: number[]) => matrix(values.length, 1, Float32Array.from(values));

test('the nearest rows come first, and of equally near ones the one with the smaller index', () => {
  const options = { numNeighbours: 3, distance: 'euclidean' } as const;
  expect(nearestNeighbours('test', line(5, 0), line(9, 4, 6, 0), options).map((rows) => [...rows])).toEqual([[1, 2, 0], [3, 1, 2]]); // prettier-ignore
});

test('a row is not its own neighbour on request, however many are equal', () => {
  const same = line(1, 1, 8);
  const [first] = nearestNeighbours('test', same, same, { numNeighbours: 1, distance: 'euclidean', excludeSelf: true });
  expect([...first]).toEqual([1]);
});

test('similarities are cosines, or decrease with the distance', () => {
  const gallery = matrix(2, 2, Float32Array.of(0, 2, 3, 0));
  const seen: number[][] = [];
  forEachQuery('test', matrix(1, 2, Float32Array.of(1, 1)), gallery, 'cosine', (_, similarities) => seen.push([...similarities]));
  expect(seen[0]).toEqual([expect.closeTo(Math.SQRT1_2, 6), expect.closeTo(Math.SQRT1_2, 6)]);
  forEachQuery('test', matrix(1, 2, Float32Array.of(1, 1)), gallery, 'euclidean', (_, similarities) => seen.push([...similarities]));
  expect(seen[1][0]).toBeGreaterThan(seen[1][1]); // √2 against √5
});

test('more neighbours than rows are refused', () => {
  expect(() => nearestNeighbours('test', line(1), line(1, 2), { numNeighbours: 3, distance: 'cosine' })).toThrow(
    'test: expected numNeighbours from 1 to 2, got 3',
  );
});
