// Covers `image-options.ts` as well.
import { InputError } from '@mmae/input';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnusableMediaError, type Media } from '@mmae/samples';
import sharp from 'sharp';
import { hog, imageExtractor, mirrored, shifted, type ImageRaw } from './index.ts';

const noise = (length: number) => Uint8Array.from({ length }, (_, i) => Math.imul(i, 2_654_435_761) >>> 24);
const pixels = (width: number, height: number, channels: 1 | 3 | 4, data = noise(width * height * channels)) =>
  ({ kind: 'pixels', width, height, channels, data }) as const;
const raw: ImageRaw = { width: 32, height: 32, data: noise(3072) };

test('pixels of the right size are copied unchanged', async () => {
  const media = pixels(32, 32, 3);
  const extracted = await imageExtractor().extract(media);
  expect(extracted.data).toEqual(media.data);
  expect(extracted.data.buffer).not.toBe(media.data.buffer);
});

test('grey is repeated, transparency is composited on white', async () => {
  const extractor = imageExtractor({ size: 8 });
  const grey = await extractor.extract(pixels(8, 8, 1, new Uint8Array(64).fill(9)));
  expect(new Set(grey.data)).toEqual(new Set([9]));
  const seen = await extractor.extract(pixels(8, 8, 4, new Uint8Array(256).fill(51))); // value 51, opacity one fifth
  expect(new Set(seen.data)).toEqual(new Set([214]));
});

test('a file and its pixels give nearly the same image', async () => {
  const wave = (i: number) => 128 + 100 * Math.sin(Math.floor((i % 300) / 3) / 8) * Math.cos(Math.floor(i / 300) / 9);
  const media = pixels(
    100,
    60,
    3,
    Uint8Array.from({ length: 18_000 }, (_, i) => wave(i)),
  );
  const path = join(mkdtempSync(join(tmpdir(), 'mmae-image-')), 'same.png');
  await sharp(media.data, { raw: { width: 100, height: 60, channels: 3 } }).toFile(path);
  for (const [aspect, most] of [
    ['stretch', 0.5],
    ['crop', 6],
  ] as const) {
    // of 255; sharp crops at whole pixels of the small image
    const extractor = imageExtractor({ aspect });
    const fromFile = await extractor.extract({ kind: 'file', path });
    const fromPixels = await extractor.extract(media);
    const difference = fromFile.data.reduce((sum, value, i) => sum + Math.abs(value - fromPixels.data[i]), 0) / 3072;
    expect(difference).toBeLessThan(most);
  }
});

test.each<[string, Media, string]>([
  ['a text', { kind: 'text', text: 'a dog' }, 'not an image: expected media of kind file or pixels, got text'],
  [
    'a byte short',
    pixels(32, 32, 3, noise(3071)),
    'wrong number of pixels: expected 3072 bytes for 32×32 pixels with 3 channels, got 3071',
  ],
  ['no width', pixels(0, 5, 3), 'wrong number of pixels: expected 0 bytes for 0×5 pixels with 3 channels, got 0'],
])('media that are not an image are refused: %s', async (_, media, message) => {
  const error = await imageExtractor()
    .extract(media)
    .catch((reason) => reason);
  expect(error).toBeInstanceOf(UnusableMediaError);
  expect(error.message).toContain(message);
});

test('features are concatenated in the given order', () => {
  const extractor = imageExtractor({ features: ['colourGrid', 'pixels', 'hog', 'colourStatistics'] });
  expect(extractor.blocks).toEqual([
    { feature: 'colourGrid', start: 0, length: 48 },
    { feature: 'pixels', start: 48, length: 3072 },
    { feature: 'hog', start: 3120, length: 1764 },
    { feature: 'colourStatistics', start: 4884, length: 9 },
  ]);
  const numbers = extractor.transform(raw);
  expect(numbers).toHaveLength(extractor.featureLength);
  expect(numbers[48 + 5]).toBeCloseTo(raw.data[5] / 255);
  expect(numbers.subarray(3120, 4884)).toEqual(hog(raw));
});

test('nine copies: mirrored, shifted in four directions, both', () => {
  const extractor = imageExtractor();
  const copies = extractor.augment(raw);
  expect(copies).toHaveLength(extractor.numCopies);
  expect(copies[0]).toEqual(mirrored(raw));
  expect(copies.slice(1, 5)).toEqual([shifted(raw, 2, 2), shifted(raw, 2, -2), shifted(raw, -2, 2), shifted(raw, -2, -2)]);
  expect(copies[6]).toEqual(shifted(mirrored(raw), 2, -2));
});

test('fromBytes reverses toBytes', () => {
  const extractor = imageExtractor();
  expect(extractor.fromBytes(extractor.toBytes(raw))).toEqual(raw);
  expect(() => extractor.fromBytes(new Uint8Array(12))).toThrow('imageExtractor: expected 3072 bytes for 32×32 RGB, got 12');
});

test('a state can only be restored with the same options', () => {
  const state = { ...imageExtractor().state(), json: JSON.parse(JSON.stringify(imageExtractor().state().json)) };
  expect(() => imageExtractor().restore(state)).not.toThrow();
  expect(() => imageExtractor({ size: 64 }).restore(state)).toThrow('imageExtractor: expected a state of {"extractor":"image","size":64');
});

test('invalid options are refused with their value', () => {
  expect(() => imageExtractor({ size: 30 })).toThrow(
    'imageExtractor: expected size to be a whole number of at least 8 and a multiple of 4, got 30. The default is 32.',
  );
  expect(() => imageExtractor({ shiftPixels: 0 })).toThrow(
    'imageExtractor: expected shiftPixels to be a whole number of at least 1, got 0.',
  );
  expect(() => imageExtractor({ shiftPixels: 32 })).toThrow('imageExtractor: expected shiftPixels to be less than size, got 32.');
  expect(() => imageExtractor({ features: [] })).toThrow('imageExtractor: expected features to be a list of at least 1 entry');
  expect(() => imageExtractor({ features: ['hog', 'hog'] })).toThrow('expected features to be a list without repetitions');
  expect(() => imageExtractor({ sise: 32 } as object)).toThrow(
    new InputError('imageExtractor: expected a known option, got "sise". Did you mean "size"?'),
  );
  expect(() => imageExtractor({ features: ['colors' as 'hog'] })).toThrow('got "colors"');
});
