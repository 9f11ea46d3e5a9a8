// The files and what they show: test/fixtures/make.py.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnusableMediaError } from '@mmae/samples';
import sharp from 'sharp';
import { readImage } from './index.ts';

const options = { size: 8, aspect: 'stretch', maxPixels: 200_000_000 } as const;
const fixture = (name: string) => fileURLToPath(new URL(`../test/fixtures/${name}`, import.meta.url));

/** Colours in the middle of the left and of the right half. */
async function halves(name: string): Promise<number[][]> {
  const { width, height, data } = await readImage(fixture(name), options);
  expect([width, height, data.length]).toEqual([8, 8, 192]);
  return [1, 6].map((column) => [...data.subarray(3 * (4 * 8 + column), 3 * (4 * 8 + column) + 3)]);
}

const red = [200, 30, 20];
const blue = [10, 40, 180];
const light = [200, 200, 200];
const dark = [40, 40, 40];
const white = [255, 255, 255];

test.each([
  ['rgb.png', red, blue],
  ['rgb.webp', red, blue],
  ['palette.gif', red, blue],
  ['lzw.tif', red, blue],
  ['rgb16.tif', red, blue],
  ['grey.png', light, dark],
  ['grey16.png', light, dark],
  ['bilevel.png', white, [0, 0, 0]],
])('%s', async (name, left, right) => {
  expect(await halves(name)).toEqual([left, right]);
});

test.each(['animated.gif', 'pages.tif'])('%s gives its first picture', async (name) => {
  expect(await halves(name)).toEqual([red, blue]);
});

test('transparency is laid on white', async () => {
  expect(await halves('alpha.png')).toEqual([red, white]);
});

test('a picture stored lying is turned as its EXIF says', async () => {
  const [left, right] = await halves('turned.jpg');
  expect(Math.abs(left[0] - red[0])).toBeLessThan(4);
  expect(Math.abs(right[2] - blue[2])).toBeLessThan(4);
});

test('CMYK becomes the colours that it prints', async () => {
  const [left, right] = await halves('cmyk.jpg');
  expect(left[0]).toBeGreaterThan(3 * left[1]);
  expect(right[2]).toBeGreaterThan(2 * right[0]);
});

test('crop cuts the middle out, stretch keeps all', async () => {
  const row = async (aspect: 'crop' | 'stretch') =>
    [...(await readImage(fixture('rgb.png'), { ...options, aspect })).data.subarray(0, 24)].filter((_, i) => i % 3 === 0);
  expect(await row('crop')).toEqual([200, 200, 200, 200, 10, 10, 10, 10]);
  expect(await row('stretch')).not.toEqual([200, 200, 200, 200, 10, 10, 10, 10]);
});

test.each([
  ['bomb.tif', 'too large: it has more than 200,000,000 pixels. Scale it down, or raise maxPixels.'],
  ['float.tif', 'depth not supported: the file has samples of type float. Save it with 8 or 16 bits a channel.'],
  ['empty.png', 'empty: the file has 0 bytes. Copy it again.'],
  ['text.jpg', 'not a picture that is read: expected JPEG, PNG, WebP, GIF, TIFF, AVIF or SVG, got text («'],
  ['lfs-pointer.png', 'a Git LFS pointer: it stands in for the picture, which was not fetched. Run git lfs pull.'],
  ['truncated.jpg', 'broken: a JPEG picture that cannot be decoded (VipsJpeg: premature end of JPEG image). Copy it again'],
  ['truncated.png', 'broken: a PNG picture that cannot be decoded (vipspng: libpng read error). Copy it again'],
  ['nothing.png', 'missing: the file cannot be opened (ENOENT)'],
  ['', 'unreadable: the file cannot be opened (EISDIR)'],
])('%s is refused with its reason', async (name, message) => {
  const error = await readImage(fixture(name), options).catch((reason) => reason);
  expect(error).toBeInstanceOf(UnusableMediaError);
  expect(error.message).toContain(message);
});

test('files that fail at once do not lend each other their reasons', async () => {
  const names = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? 'truncated.jpg' : 'truncated.png'));
  const reasons = await Promise.all(names.map((name) => readImage(fixture(name), options).catch((error: Error) => error.message)));
  reasons.forEach((reason, i) => {
    expect(reason).toMatch(i % 2 === 0 ? /^broken: a JPEG picture/ : /^broken: a PNG picture/);
    expect(reason).not.toMatch(i % 2 === 0 ? /png/ : /jpe?g/i);
  });
});

test('a file too large to be read at once gives the same picture as a small one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'picture-'));
  const [width, height, channels] = [1600, 1200, 3 as const];
  const slope = Uint8Array.from({ length: width * height * channels }, (_, i) => (i / channels) % 251);
  const read = async (compressionLevel: number) => {
    const path = join(folder, `${compressionLevel}.png`);
    const { size } = await sharp(slope, { raw: { width, height, channels } }).png({ compressionLevel }).toFile(path);
    return { size, picture: await readImage(path, options) };
  };
  const [large, small] = [await read(0), await read(6)];
  await rm(folder, { recursive: true });
  expect(large.size).toBeGreaterThan(4 * 2 ** 20);
  expect(small.size).toBeLessThan(4 * 2 ** 20);
  expect(large.picture).toEqual(small.picture);
});
