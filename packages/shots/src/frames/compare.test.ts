import { correlation, histogramDistance, plainDistance, shiftedDistance } from './compare.ts';
import { frameLength } from '../frame.ts';
import { planes, smallHeight, smallWidth } from './planes.ts';

const small = (value: (x: number, y: number) => number) =>
  Uint8Array.from({ length: 3 * smallWidth * smallHeight }, (_, i) => value(i % smallWidth, Math.floor(i / smallWidth) % smallHeight));
const noise = (x: number, y: number) => (Math.imul(x * 7919 + y * 104729, 2654435761) >>> 9) % 128;
const grey = (level: number) => planes(new Uint8Array(frameLength).fill(level));

test('plainDistance sums the three planes', () => {
  expect(
    plainDistance(
      small(noise),
      small((x, y) => noise(x, y) + 2),
    ),
  ).toBe(6);
});

test('correlation ignores exposure', () => {
  expect(
    correlation(
      small(noise),
      small((x, y) => 2 * noise(x, y)),
    ),
  ).toBeCloseTo(1);
  expect(
    correlation(
      small(noise),
      small((x, y) => 255 - noise(x, y)),
    ),
  ).toBeCloseTo(-1);
  expect(
    correlation(
      small(noise),
      small(() => 9),
    ),
  ).toBe(0);
});

test('shiftedDistance is 0 for a shift of the whole frame', () => {
  expect(
    shiftedDistance(
      small(noise),
      small((x, y) => noise(x + 7, y - 4)),
    ),
  ).toBe(0);
  expect(
    shiftedDistance(
      small(noise),
      small((x, y) => noise(y, 3 * x)),
    ),
  ).toBeGreaterThan(20);
});

test('histogramDistance is a share of the pixels', () => {
  expect(histogramDistance(grey(10), grey(12))).toBe(0);
  expect(histogramDistance(grey(10), grey(200))).toBeCloseTo(1 / 3); // luma alone differs
});
