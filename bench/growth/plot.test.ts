import { expect, test } from '@jest/globals';
import { toSvg } from './plot.ts';

const course = (name: string, ...seconds: number[]) => ({
  name,
  points: seconds.map((each, i) => ({ numSamples: 1000 * 10 ** i, seconds: each })),
});
const placesOf = (svg: string) =>
  [...svg.matchAll(/<polyline[^>]*points="([^"]*)"/g)].map(([, points]) => points.split(' ').map((place) => place.split(',').map(Number)));

test('linear cost is a straight line: ten times the cost is as far up as ten times the samples is to the right', () => {
  const [[a, b, c], [high]] = placesOf(toSvg([course('one', 0.1, 1, 10), course('ten', 1, 10, 100)], 'here'));
  expect(b[0] - a[0]).toBeCloseTo(c[0] - b[0], 0);
  expect(b[1] - a[1]).toBeCloseTo(c[1] - b[1], 0);
  expect(b[1]).toBeLessThan(a[1]);
  expect(high[1]).toBeCloseTo(b[1], 0);
});

test('labels of lines that end together do not overlap', () => {
  const heights = [...toSvg([course('one', 1, 10), course('two', 2, 10)], 'here').matchAll(/<text x="656" y="([\d.]+)"/g)].map(([, y]) =>
    Number(y),
  );
  expect(Math.abs(heights[0] - heights[1])).toBe(17);
});
