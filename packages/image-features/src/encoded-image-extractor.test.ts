// Also covers `encoded-image-options.ts`.
import { encodedImageExtractor, toBatch } from './encoded-image-extractor.ts';
import { imageExtractor } from './image-extractor.ts';

const image = { width: 2, height: 2, data: Uint8Array.of(0, 51, 255, 102, 51, 255, 204, 51, 255, 255, 51, 255) };
const input = { name: 'pixels', size: 2, mean: [0.2, 0, 0.5], deviation: [0.5, 1, 0.25] } as const;

test('colours are normalised, and channels come first or last', () => {
  const first = toBatch([image, image], { ...input, layout: 'NCHW' }).inputs.pixels;
  expect(first.shape).toEqual([2, 3, 2, 2]);
  const rounded = Array.from(first.data as Float32Array, (value) => Math.round(100 * value) / 100);
  expect(rounded.slice(0, 12)).toEqual([-0.4, 0.4, 1.2, 1.6, 0.2, 0.2, 0.2, 0.2, 2, 2, 2, 2]);
  expect(rounded.slice(12)).toEqual(rounded.slice(0, 12));
  const last = toBatch([image], { ...input, layout: 'NHWC' }).inputs.pixels;
  expect(last.shape).toEqual([1, 2, 2, 3]);
  expect(Array.from(last.data as Float32Array, (value) => Math.round(100 * value) / 100).slice(0, 6)).toEqual([-0.4, 0.2, 2, 0.4, 0.2, 2]);
});

test('options that do not go with an encoder are refused', () => {
  const given = { encoder: 'efficientnet-lite0', features: ['hog'] } as never;
  expect(() => encodedImageExtractor(given, { copies: false })).toThrow(
    'encodedImageExtractor: expected a known option, got "features". Known: encoder, aspect, shiftPixels, maxPixels.',
  );
  expect(() => imageExtractor({ encoder: 'efficientnet-lite0' })).toThrow(
    'imageExtractor: expected no encoder, got "efficientnet-lite0". Use encodedImageExtractor.',
  );
});

test('copies are made only where they are wanted', () => {
  const numCopies = (copies: boolean) => encodedImageExtractor({ encoder: 'efficientnet-lite0' }, { copies }).numCopies;
  expect([numCopies(false), numCopies(true)]).toEqual([0, 3]);
});
