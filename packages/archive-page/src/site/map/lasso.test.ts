import fc from 'fast-check';
import { pointsInside, type Point } from './lasso.ts';

const map = (points: readonly Point[]) => ({
  numPoints: points.length,
  x: Float32Array.from(points, ([x]) => x),
  y: Float32Array.from(points, ([, y]) => y),
});

test('a shape with a notch leaves out what is in the notch', () => {
  const u: Point[] = [[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3]]; // prettier-ignore
  expect(pointsInside(map([[0.5, 2], [1.5, 2], [2.5, 2], [1.5, 0.5], [4, 1]]), u)).toEqual([0, 2, 3]); // prettier-ignore
});

test('a circle holds the points that are nearer to its centre than its radius', () => {
  const circle = Array.from({ length: 720 }, (_, i): Point => [0.5 * Math.cos((i * Math.PI) / 360), 0.5 * Math.sin((i * Math.PI) / 360)]);
  const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      const distance = Math.hypot(Math.fround(x), Math.fround(y));
      fc.pre(Math.abs(distance - 0.5) > 1e-4);
      expect(pointsInside(map([[x, y]]), circle).length).toBe(distance < 0.5 ? 1 : 0);
    }),
  );
});

test('a line holds nothing', () => expect(pointsInside(map([[0, 0]]), [[-1, -1], [1, 1]])).toEqual([])); // prettier-ignore
