// Values of scikit-image, Pillow, SciPy and NumPy, made by test/reference/make.py.
import { readFileSync } from 'node:fs';
import { colourGrid, colourStatistics, hog, resized, type RgbImage } from './index.ts';

const reference = JSON.parse(readFileSync(new URL('../test/reference/reference.json', import.meta.url), 'utf8'));
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const floats = (base64: string) => new Float32Array(bytes(base64).buffer);
const picture: RgbImage = { width: 32, height: 32, data: bytes(reference.picture) };
const wide: RgbImage = { ...reference.wide, data: bytes(reference.wide.data) };

function largestDifference(received: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(received.length).toBe(expected.length);
  return Array.from(received).reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i])), 0);
}

test('hog with nearest binning is scikit-image’s', () => {
  expect(largestDifference(hog(picture, { binning: 'nearest' }), floats(reference.hogNearest))).toBeLessThan(1e-6);
});

test('hog with linear binning is NumPy’s, and another than the nearest one', () => {
  expect(largestDifference(hog(picture), floats(reference.hogLinear))).toBeLessThan(1e-6);
  expect(largestDifference(hog(picture), floats(reference.hogNearest))).toBeGreaterThan(0.1);
});

test('colour statistics and grid are SciPy’s and NumPy’s', () => {
  expect(largestDifference(colourStatistics(picture), floats(reference.colourStatistics))).toBeLessThan(1e-6);
  expect(largestDifference(colourGrid(picture), floats(reference.colourGrid))).toBeLessThan(1e-6);
});

test('stretched and cropped, smaller and larger, pixels are Pillow’s within one level', () => {
  expect(largestDifference(resized(wide, 16, 'stretch').data, bytes(reference.stretchedTo16))).toBeLessThanOrEqual(1);
  expect(largestDifference(resized(wide, 64, 'stretch').data, bytes(reference.stretchedTo64))).toBeLessThanOrEqual(1);
  expect(largestDifference(resized(wide, 16, 'crop').data, bytes(reference.croppedTo16))).toBeLessThanOrEqual(1);
});
