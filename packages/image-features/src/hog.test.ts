import { hog, type RgbImage } from './index.ts';

/** A grey image of `size`×`size`. */
function grey(size: number, value: (row: number, column: number) => number): RgbImage {
  const data = Uint8Array.from({ length: 3 * size * size }, (_, i) => value(Math.floor(i / 3 / size), Math.floor(i / 3) % size));
  return { width: size, height: size, data };
}

test('32×32 pixels give 1,764 numbers, none above 1', () => {
  const numbers = hog(grey(32, (row, column) => (row * column) % 251));
  expect(numbers).toHaveLength(1764);
  expect(Math.max(...numbers)).toBeLessThanOrEqual(1);
});

test('an image without edges has no orientations', () => {
  expect(hog(grey(8, () => 200)).every((value) => value === 0)).toBe(true);
});

test('a ramp to the right is at 0°, between the last bin and the first; a ramp downwards at 90°, in the middle bin', () => {
  const block = (ramp: Float32Array) => Array.from(ramp.subarray(0, 9), (value) => Math.round(value * 100) / 100);
  expect(block(hog(grey(8, (_, column) => 30 * column)))).toEqual([0.35, 0, 0, 0, 0, 0, 0, 0, 0.35]);
  expect(block(hog(grey(8, (row) => 30 * row)))).toEqual([0, 0, 0, 0, 0.5, 0, 0, 0, 0]);
});

test('half the contrast gives the same numbers', () => {
  const wave = (row: number, column: number) => 100 + 20 * Math.round(2 * Math.sin(row) + 2 * Math.cos(column / 2));
  const weak = hog(grey(16, (row, column) => wave(row, column) / 2));
  hog(grey(16, wave)).forEach((value, i) => expect(value).toBeCloseTo(weak[i], 4));
});

test('a size that is not a multiple of the cells is refused', () => {
  expect(() => hog(grey(30, () => 0))).toThrow('hog: expected width and height to be multiples of 4 and at least 8, got 30×30');
});
