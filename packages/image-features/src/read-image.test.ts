// Covers whole files: in decoding/ `decode-image.ts`, `image-file.ts`, `magick-decoder.ts` and `tiff-pages.ts`.
// The fixtures are made and described by test/fixtures/make.py.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
  ['rgb.jp2', red, blue],
  ['rgb.j2k', red, blue],
  ['alpha.jp2', red, white],
  ['grey16.jp2', light, dark],
  ['rgb.jxl', red, blue],
  ['reduced-first.tif', red, blue],
])('%s', async (name, left, right) => {
  expect(await halves(name)).toEqual([left, right]);
});

test.each(['animated.gif', 'pages.tif'])('%s gives its first image', async (name) => {
  expect(await halves(name)).toEqual([red, blue]);
});

test.each(['rgb.heic', 'sequence.heic', 'rgb.avif', 'animated.avif'])(
  '%s gives its first image, within the error of lossy formats',
  async (name) => {
    const [left, right] = await halves(name);
    left.forEach((value, i) => expect(Math.abs(value - red[i])).toBeLessThan(4));
    right.forEach((value, i) => expect(Math.abs(value - blue[i])).toBeLessThan(4));
  },
);

test('transparency is composited on white', async () => {
  expect(await halves('alpha.png')).toEqual([red, white]);
});

test('EXIF orientation is applied', async () => {
  const [left, right] = await halves('turned.jpg');
  expect(Math.abs(left[0] - red[0])).toBeLessThan(4);
  expect(Math.abs(right[2] - blue[2])).toBeLessThan(4);
});

test('CMYK is converted to the printed colours', async () => {
  const [left, right] = await halves('cmyk.jpg');
  expect(left[0]).toBeGreaterThan(3 * left[1]);
  expect(right[2]).toBeGreaterThan(2 * right[0]);
});

test('crop keeps the middle, stretch keeps everything', async () => {
  const row = async (aspect: 'crop' | 'stretch') =>
    [...(await readImage(fixture('rgb.png'), { ...options, aspect })).data.subarray(0, 24)].filter((_, i) => i % 3 === 0);
  expect(await row('crop')).toEqual([200, 200, 200, 200, 10, 10, 10, 10]);
  expect(await row('stretch')).not.toEqual([200, 200, 200, 200, 10, 10, 10, 10]);
});

test.each([
  ['bomb.tif', 'too large: the image has more than 200,000,000 pixels. Scale it down, or raise maxPixels.'],
  ['float.tif', 'unsupported depth: the file has samples of type float. Save it with 8 or 16 bits per channel.'],
  ['empty.png', 'empty: the file has 0 bytes. Copy it again.'],
  ['text.jpg', 'unsupported: expected JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG, BMP, HEIC, JPEG 2000, JPEG XL, PSD or PNM, got text («'],
  ['lfs-pointer.png', 'a Git LFS pointer: the image itself was not downloaded. Run git lfs pull.'],
  ['truncated.jpg', 'truncated: the file ends before the JPEG image does (VipsJpeg: premature end of JPEG image). Copy it again'],
  ['truncated.png', 'truncated: the file ends before the PNG image does (vipspng: libpng read error). Copy it again'],
  ['raw.dng', 'camera raw: the file contains sensor data and at most a small preview image. Convert it'],
  ['nothing.png', 'missing: the file cannot be opened (ENOENT)'],
  ['', 'unreadable: the file cannot be opened (EISDIR)'],
])('%s is refused with a reason', async (name, message) => {
  const error = await readImage(fixture(name), options).catch((reason) => reason);
  expect(error).toBeInstanceOf(UnusableMediaError);
  expect(error.message).toContain(message);
});

/** Writes a temporary file for `use`. */
async function withBytes(bytes: Uint8Array | string, use: (path: string) => Promise<unknown>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'image-'));
  await writeFile(join(folder, 'image'), bytes);
  await use(join(folder, 'image')).finally(() => rm(folder, { recursive: true }));
}

test.each(['rgb.heic', 'rgb.jp2', 'rgb.jxl', 'rgb.avif', 'rgb.webp', 'lzw.tif'])(
  'half of %s is refused with its file type',
  async (name) => {
    const whole = await readFile(fixture(name));
    await withBytes(whole.subarray(0, whole.length / 2), async (path) => {
      const error = await readImage(path, options).catch((reason) => reason);
      expect(error).toBeInstanceOf(UnusableMediaError);
      expect(error.message).toMatch(
        /^(truncated: the file ends before the (HEIC|AVIF|JPEG 2000|WebP) image does|broken: a (JPEG XL|TIFF) image that cannot be decoded)/,
      );
    });
    expect(await readImage(fixture(name), options)).toHaveProperty('width', 8); // the next file is not affected
  },
);

test.each([
  ['\x76\x2f\x31\x01', 'an OpenEXR image'],
  ['SDPX', 'a DPX image'],
  ['%PDF-1.4', 'a PDF document'],
])('unsupported files are refused with their type: %j', async (head, fileType) => {
  await withBytes(Buffer.from(head.padEnd(64, '\0'), 'latin1'), async (path) => {
    const error = await readImage(path, options).catch((reason) => reason);
    expect(error.message).toMatch(/^unsupported: /);
    expect(error.message).toContain(`got ${fileType}. Convert it`);
  });
});

test.each(['II*\0\x10\0\0\0CR\x02\0', '\0\0\0\x18ftypcrx ', 'FUJIFILMCCD-RAW '])('camera raw files are refused: %j', async (head) => {
  await withBytes(Buffer.from(head.padEnd(64, '\0'), 'latin1'), async (path) => {
    await expect(readImage(path, options)).rejects.toThrow(/^camera raw: .* Convert it to TIFF or JPEG/);
  });
});

test('an image that needs more than the whole memory budget is refused', async () => {
  const side = 12_000; // AVIF takes 18.5 bytes per pixel
  const avif = await readFile(fixture('rgb.avif'));
  const at = avif.indexOf('ispe') + 8;
  avif.writeUInt32BE(side, at);
  avif.writeUInt32BE(side, at + 4);
  await withBytes(avif, async (path) => {
    const error = await readImage(path, options).catch((reason) => reason);
    expect(error.message).toBe(
      'too large for memory: decoding 12000×12000 pixels of this format takes about 2,592 MB, expected at most 1,024 MB. Scale it down, or save it as plain TIFF, PNG or JPEG (not interlaced or progressive).',
    );
  });
});

test('SVG is drawn at a limited size, and its entities are expanded to a limited length', async () => {
  const svg = (side: number, inner: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 2 2">${inner}</svg>`;
  const blur =
    '<filter id="f" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation=".01"/></filter><rect width="1" height="2" fill="#c81e14" filter="url(#f)"/>';
  await withBytes(svg(14_000, blur), async (path) => {
    const { data } = await readImage(path, options);
    expect([...data.subarray(99, 102), ...data.subarray(114, 117)]).toEqual([...red, ...white]);
  });
  const entities = Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i} "${i === 0 ? 'lol' : `&a${i - 1};`.repeat(10)}">`);
  await withBytes(`<!DOCTYPE svg [${entities.join('')}]>${svg(10, '<text>&a11;</text>')}`, async (path) => {
    await expect(readImage(path, options)).rejects.toThrow(/^broken: .*amplification/);
  });
});

test.each(['rgb.png', 'rgb.webp'])('damage inside %s is not reported as truncation', async (name) => {
  const bytes = await readFile(fixture(name));
  bytes.fill(0xff, Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.6));
  await withBytes(bytes, async (path) => {
    await expect(readImage(path, options)).rejects.toThrow(/^broken: a (PNG|WebP) image/);
  });
});

test('the reasons of files that fail concurrently are not mixed up', async () => {
  const names = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? 'truncated.jpg' : 'truncated.png'));
  const reasons = await Promise.all(names.map((name) => readImage(fixture(name), options).catch((error: Error) => error.message)));
  reasons.forEach((reason, i) => {
    expect(reason).toMatch(i % 2 === 0 ? /^truncated: .* the JPEG image/ : /^truncated: .* the PNG image/);
    expect(reason).not.toMatch(i % 2 === 0 ? /png/ : /jpe?g/i);
  });
});

test('a file too large to be read into memory gives the same image as a small one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'image-'));
  const [width, height, channels] = [1600, 1200, 3 as const];
  const slope = Uint8Array.from({ length: width * height * channels }, (_, i) => (i / channels) % 251);
  const read = async (compressionLevel: number) => {
    const path = join(folder, `${compressionLevel}.png`);
    const { size } = await sharp(slope, { raw: { width, height, channels } }).png({ compressionLevel }).toFile(path);
    return { size, image: await readImage(path, options) };
  };
  const [large, small] = [await read(0), await read(6)];
  await rm(folder, { recursive: true });
  expect(large.size).toBeGreaterThan(4 * 2 ** 20);
  expect(small.size).toBeLessThan(4 * 2 ** 20);
  expect(large.image).toEqual(small.image);
});
