import { mirrored, shifted, toRgbImage, type RgbImage } from './index.ts';

const image: RgbImage = { width: 3, height: 2, data: Uint8Array.from({ length: 18 }, (_, i) => i) };
/** The red values, row by row. */
const reds = ({ data }: RgbImage) => [...data].filter((_, i) => i % 3 === 0);

test('mirrored exchanges left and right, and is its own inverse', () => {
  expect(reds(mirrored(image))).toEqual([6, 3, 0, 15, 12, 9]);
  expect(mirrored(mirrored(image))).toEqual(image);
});

test('shifted moves pixels right and down, and repeats the edge', () => {
  expect(reds(shifted(image, 1, 0))).toEqual([0, 0, 3, 9, 9, 12]);
  expect(reds(shifted(image, -1, 1))).toEqual([3, 6, 6, 3, 6, 6]);
});

test('toRgbImage clips values outside 0 … 1', () => {
  const pixels = new Float32Array(12).fill(0.5);
  pixels.set([-0.2, 1.3, 1 / 255]);
  expect([...toRgbImage(pixels, 2).data.subarray(0, 4)]).toEqual([0, 255, 1, 128]);
  expect(() => toRgbImage(pixels, 3)).toThrow('toRgbImage: expected 27 values for 3×3, got 12');
});
