// The files and what they show: test/fixtures/make.py.
import { fileURLToPath } from 'node:url';
import { UnusableMediaError } from '@mmae/samples';
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
  ['bomb.tif', 'too large: bomb.tif has more than 200,000,000 pixels. Scale it down, or raise maxPixels.'],
  ['float.tif', 'depth not supported: float.tif has samples of type float. Save it with 8 or 16 bits a channel.'],
  ['empty.png', 'empty: empty.png has 0 bytes.'],
  ['text.jpg', 'not a picture: text.jpg is of no kind that sharp reads (Input file contains unsupported image format).'],
  ['lfs-pointer.png', 'not downloaded: lfs-pointer.png is a Git LFS pointer, not a picture.'],
  ['truncated.jpg', 'broken: truncated.jpg cannot be decoded'],
  ['truncated.png', 'broken: truncated.png cannot be decoded'],
  ['nothing.png', 'missing: nothing.png cannot be opened (ENOENT)'],
  ['', 'unreadable:  cannot be opened (EISDIR)'],
])('%s is refused by name', async (name, message) => {
  const error = await readImage(fixture(name), options).catch((reason) => reason);
  expect(error).toBeInstanceOf(UnusableMediaError);
  expect(error.message.replaceAll(fixture(''), '')).toContain(message);
});
