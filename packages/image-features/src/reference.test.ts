// Reference values for `hog.ts`, `colour.ts` and `resized.ts`, from test/reference/make.py.
// Values of scikit-image, Pillow, SciPy and NumPy, made by test/reference/make.py.
import { readFileSync } from 'node:fs';
import { colourGrid, colourStatistics, hog, resized, type RgbImage } from './index.ts';

const reference = JSON.parse(readFileSync(new URL('../test/reference/reference.json', import.meta.url), 'utf8'));
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const floats = (base64: string) => new Float32Array(bytes(base64).buffer);
const image: RgbImage = { width: 32, height: 32, data: bytes(reference.picture) };
const wide: RgbImage = { ...reference.wide, data: bytes(reference.wide.data) };

function largestDifference(received: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(received.length).toBe(expected.length);
  return Array.from(received).reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i])), 0);
}

test('hog with nearest binning equals scikit-image', () => {
  expect(largestDifference(hog(image, { binning: 'nearest' }), floats(reference.hogNearest))).toBeLessThan(1e-6);
});

test('hog with linear binning equals NumPy, and differs from nearest binning', () => {
  expect(largestDifference(hog(image), floats(reference.hogLinear))).toBeLessThan(1e-6);
  expect(largestDifference(hog(image), floats(reference.hogNearest))).toBeGreaterThan(0.1);
});

test('colour statistics and grid equal SciPy and NumPy', () => {
  expect(largestDifference(colourStatistics(image), floats(reference.colourStatistics))).toBeLessThan(1e-6);
  expect(largestDifference(colourGrid(image), floats(reference.colourGrid))).toBeLessThan(1e-6);
});

test('resized equals Pillow within one level, stretched and cropped, reduced and enlarged', () => {
  expect(largestDifference(resized(wide, 16, 'stretch').data, bytes(reference.stretchedTo16))).toBeLessThanOrEqual(1);
  expect(largestDifference(resized(wide, 64, 'stretch').data, bytes(reference.stretchedTo64))).toBeLessThanOrEqual(1);
  expect(largestDifference(resized(wide, 16, 'crop').data, bytes(reference.croppedTo16))).toBeLessThanOrEqual(1);
});
