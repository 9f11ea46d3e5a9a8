// The features of an image must not depend on the format in which it was saved.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { readImage } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'same-image-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Stripes, which reveal any change of filter or phase, a wave and a gradient. */
function testImage(width: number, height: number): Sharp {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      data.set([x % 3 === 0 ? 255 : 0, 128 + 100 * Math.sin(x / 9) * Math.cos(y / 7), (255 * y) / height], i);
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const lossless: Record<string, (image: Sharp) => Sharp> = {
  'interlaced PNG': (from) => from.png({ progressive: true }),
  WebP: (from) => from.webp({ lossless: true, effort: 0 }),
  TIFF: (from) => from.tiff({ compression: 'lzw' }),
  'tiled TIFF': (from) => from.tiff({ compression: 'deflate', tile: true }),
};
const best = { quality: 100, chromaSubsampling: '4:4:4' } as const;
const nearlyLossless: Record<string, (image: Sharp) => Sharp> = {
  JPEG: (from) => from.jpeg(best),
  'progressive JPEG': (from) => from.jpeg({ ...best, progressive: true }),
};

let numFiles = 0;
async function read(encoded: Sharp | Buffer, aspect: 'stretch' | 'crop' = 'stretch'): Promise<Uint8Array> {
  const path = join(folder, `${numFiles++}`);
  writeFileSync(path, Buffer.isBuffer(encoded) ? encoded : await encoded.toBuffer());
  return (await readImage(path, { size: 32, aspect, maxPixels: 1e8 })).data;
}

const maxDifference = (a: Uint8Array, b: Uint8Array) => a.reduce((max, value, i) => Math.max(max, Math.abs(value - b[i])), 0);

test.each([
  [64, 64],
  [100, 100],
  [101, 67],
  [33, 500],
  [1000, 750],
])('%i×%i pixels', async (width, height) => {
  const png = await read(testImage(width, height).png());
  for (const encode of Object.values(lossless)) expect(await read(encode(testImage(width, height)))).toEqual(png);
  for (const encode of Object.values(nearlyLossless))
    expect(maxDifference(await read(encode(testImage(width, height))), png)).toBeLessThanOrEqual(2);
});

test.each([2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i', async (orientation) => {
  const rotated = () => testImage(101, 67).withMetadata({ orientation });
  const upright = sharp(await rotated().png().toBuffer(), { autoOrient: true }).withMetadata({ orientation: 1 });
  const expected = await read(upright.png());
  expect(maxDifference(expected, await read(testImage(101, 67).withMetadata().png()))).toBeGreaterThan(50);
  for (const encode of Object.values(lossless)) expect(await read(encode(rotated()))).toEqual(expected);
  expect(maxDifference(await read(rotated().jpeg(best)), expected)).toBeLessThanOrEqual(2);
});

test('16 bits per channel', async () => {
  const deep = () => testImage(101, 67).toColourspace('rgb16');
  const shallow = await read(testImage(101, 67).png());
  expect(await read(deep().png())).toEqual(shallow);
  expect(await read(deep().tiff({ compression: 'lzw' }))).toEqual(shallow);
});

test('16 bits per channel in a wider colour space', async () => {
  const wide = () => testImage(101, 67).withIccProfile('p3', { attach: true });
  const shallow = await read(wide().png());
  expect(maxDifference(shallow, await read(testImage(101, 67).png()))).toBeLessThanOrEqual(3); // the same colours in another colour space
  for (const encode of Object.values(lossless)) expect(await read(encode(wide()))).toEqual(shallow);
  expect(maxDifference(await read(wide().toColourspace('rgb16').png()), shallow)).toBeLessThanOrEqual(2);
});

test('grey, with one channel or three', async () => {
  const grey = () => testImage(101, 67).greyscale();
  const three = await read(
    sharp(await grey().png().toBuffer())
      .toColourspace('srgb')
      .png(),
  );
  for (const encode of Object.values(lossless)) expect(await read(encode(grey().toColourspace('b-w')))).toEqual(three);
  expect(await read(grey().toColourspace('grey16').png())).toEqual(three);
});

test('few colours, with and without a palette', async () => {
  const [gif, png] = [testImage(101, 67).gif({ colours: 64 }), testImage(101, 67).png({ palette: true, colours: 64 })];
  for (const palette of [await gif.toBuffer(), await png.toBuffer()]) {
    expect(await read(palette)).toEqual(await read(sharp(palette).webp({ lossless: true })));
  }
});

test('half transparent, cropped', async () => {
  const translucent = () => testImage(101, 67).ensureAlpha(0.3);
  const png = await read(translucent().png(), 'crop');
  for (const encode of Object.values(lossless)) expect(await read(encode(translucent()), 'crop')).toEqual(png);
});
