// The same picture saved in several formats: an archive's features must not tell in which.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { readImage } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'same-picture-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Stripes that any change of filter or phase moves far, a wave and a slope. */
function picture(width: number, height: number): Sharp {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      data.set([x % 3 === 0 ? 255 : 0, 128 + 100 * Math.sin(x / 9) * Math.cos(y / 7), (255 * y) / height], i);
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const lossless: Record<string, (picture: Sharp) => Sharp> = {
  'interlaced PNG': (from) => from.png({ progressive: true }),
  WebP: (from) => from.webp({ lossless: true, effort: 0 }),
  TIFF: (from) => from.tiff({ compression: 'lzw' }),
  'tiled TIFF': (from) => from.tiff({ compression: 'deflate', tile: true }),
};
const best = { quality: 100, chromaSubsampling: '4:4:4' } as const;
const nearlyLossless: Record<string, (picture: Sharp) => Sharp> = {
  JPEG: (from) => from.jpeg(best),
  'progressive JPEG': (from) => from.jpeg({ ...best, progressive: true }),
};

let numFiles = 0;
async function read(encoded: Sharp | Buffer, aspect: 'stretch' | 'crop' = 'stretch'): Promise<Uint8Array> {
  const path = join(folder, `${numFiles++}`);
  writeFileSync(path, Buffer.isBuffer(encoded) ? encoded : await encoded.toBuffer());
  return (await readImage(path, { size: 32, aspect, maxPixels: 1e8 })).data;
}

const farthest = (a: Uint8Array, b: Uint8Array) => a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

test.each([
  [64, 64],
  [100, 100],
  [101, 67],
  [33, 500],
  [1000, 750],
])('of %i×%i pixels', async (width, height) => {
  const png = await read(picture(width, height).png());
  for (const encode of Object.values(lossless)) expect(await read(encode(picture(width, height)))).toEqual(png);
  for (const encode of Object.values(nearlyLossless))
    expect(farthest(await read(encode(picture(width, height))), png)).toBeLessThanOrEqual(2);
});

test.each([2, 3, 4, 5, 6, 7, 8])('turned by EXIF orientation %i', async (orientation) => {
  const lying = () => picture(101, 67).withMetadata({ orientation });
  const upright = sharp(await lying().png().toBuffer(), { autoOrient: true }).withMetadata({ orientation: 1 });
  const expected = await read(upright.png());
  expect(farthest(expected, await read(picture(101, 67).withMetadata().png()))).toBeGreaterThan(50);
  for (const encode of Object.values(lossless)) expect(await read(encode(lying()))).toEqual(expected);
  expect(farthest(await read(lying().jpeg(best)), expected)).toBeLessThanOrEqual(2);
});

test('of 16 bits a channel', async () => {
  const deep = () => picture(101, 67).toColourspace('rgb16');
  const shallow = await read(picture(101, 67).png());
  expect(await read(deep().png())).toEqual(shallow);
  expect(await read(deep().tiff({ compression: 'lzw' }))).toEqual(shallow);
});

test('of 16 bits a channel in a wider colour space', async () => {
  const wide = () => picture(101, 67).withIccProfile('p3', { attach: true });
  const shallow = await read(wide().png());
  expect(farthest(shallow, await read(picture(101, 67).png()))).toBeLessThanOrEqual(3); // the same colours, said in other numbers
  for (const encode of Object.values(lossless)) expect(await read(encode(wide()))).toEqual(shallow);
  expect(farthest(await read(wide().toColourspace('rgb16').png()), shallow)).toBeLessThanOrEqual(2);
});

test('grey, as one channel or as three', async () => {
  const grey = () => picture(101, 67).greyscale();
  const three = await read(
    sharp(await grey().png().toBuffer())
      .toColourspace('srgb')
      .png(),
  );
  for (const encode of Object.values(lossless)) expect(await read(encode(grey().toColourspace('b-w')))).toEqual(three);
  expect(await read(grey().toColourspace('grey16').png())).toEqual(three);
});

test('of few colours, as a palette or without', async () => {
  const [gif, png] = [picture(101, 67).gif({ colours: 64 }), picture(101, 67).png({ palette: true, colours: 64 })];
  for (const palette of [await gif.toBuffer(), await png.toBuffer()]) {
    expect(await read(palette)).toEqual(await read(sharp(palette).webp({ lossless: true })));
  }
});

test('half transparent, cropped', async () => {
  const seen = () => picture(101, 67).ensureAlpha(0.3);
  const png = await read(seen().png(), 'crop');
  for (const encode of Object.values(lossless)) expect(await read(encode(seen()), 'crop')).toEqual(png);
});
