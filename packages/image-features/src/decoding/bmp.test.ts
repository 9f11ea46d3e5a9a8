// Every kind of BMP, written here after Microsoft's BITMAPINFOHEADER documentation.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readImage } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'bmp-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [width, height] = [8, 8];
const red = [200, 24, 16];
const blue = [8, 40, 184];
/** Upper half red, lower half blue. */
const isRed = (row: number) => row < 4;
const u32 = (...values: number[]) => Buffer.from(Uint32Array.from(values, (value) => value >>> 0).buffer);
const palette = Buffer.from([...red.toReversed(), 0, ...blue.toReversed(), 0]);

interface Kind {
  readonly bits: number;
  readonly compression?: number;
  readonly numColours?: number;
  readonly topDown?: boolean;
  /** what comes between the header and the pixels */
  readonly table?: Buffer;
  readonly pixels: Buffer;
}

function bmp({ bits, compression = 0, numColours = 0, topDown = false, table = Buffer.alloc(0), pixels }: Kind): Buffer {
  const header = Buffer.concat([
    u32(40, width, topDown ? -height : height, 1 | (bits << 16), compression, pixels.length, 2835, 2835, numColours, 0),
    table,
  ]);
  return Buffer.concat([Buffer.from('BM'), u32(14 + header.length + pixels.length, 0, 14 + header.length), header, pixels]);
}

/** Rows from the bottom up, as BMP has them, each padded to four bytes. */
const rows = (row: (isRed: boolean) => readonly number[], topDown = false) =>
  Buffer.concat(
    Array.from({ length: height }, (_, i) => {
      const bytes = row(isRed(topDown ? i : height - 1 - i));
      return Buffer.from([...bytes, ...Array((4 - (bytes.length % 4)) % 4).fill(0)]);
    }),
  );
const fill = (numBytes: number, bytes: readonly number[]) => Array.from({ length: numBytes }, (_, i) => bytes[i % bytes.length]);
const bgr = (upper: boolean) => (upper ? red : blue).toReversed();
const to555 = ([r, g, b]: number[]) => ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
const to565 = ([r, g, b]: number[]) => ((r >> 3) << 11) | ((g >> 2) << 5) | (b >> 3);
const twoBytes = (value: number) => [value & 255, value >> 8];
const indexed = { numColours: 2, table: palette };

const os2 = Buffer.concat([
  Buffer.from('BM'),
  u32(26 + 192, 0, 26, 12, width | (height << 16), 1 | (24 << 16)),
  rows((upper) => fill(24, bgr(upper))),
]);

test.each<[string, Buffer]>([
  ['1 bit', bmp({ ...indexed, bits: 1, pixels: rows((upper) => [upper ? 0 : 255]) })],
  ['4 bits', bmp({ ...indexed, bits: 4, pixels: rows((upper) => fill(4, [upper ? 0 : 0x11])) })],
  ['8 bits', bmp({ ...indexed, bits: 8, pixels: rows((upper) => fill(8, [upper ? 0 : 1])) })],
  ['16 bits', bmp({ bits: 16, pixels: rows((upper) => fill(16, twoBytes(to555(upper ? red : blue)))) })],
  [
    '16 bits by masks',
    bmp({
      bits: 16,
      compression: 3,
      table: u32(0xf800, 0x7e0, 0x1f),
      pixels: rows((upper) => fill(16, twoBytes(to565(upper ? red : blue)))),
    }),
  ],
  ['24 bits', bmp({ bits: 24, pixels: rows((upper) => fill(24, bgr(upper))) })],
  ['24 bits, top down', bmp({ bits: 24, topDown: true, pixels: rows((upper) => fill(24, bgr(upper)), true) })],
  ['32 bits', bmp({ bits: 32, pixels: rows((upper) => fill(32, [...bgr(upper), 0])) })],
  ['8 bits, run-length', bmp({ ...indexed, bits: 8, compression: 1, pixels: rows((upper) => [8, upper ? 0 : 1, 0, 0]) })],
  ['4 bits, run-length', bmp({ ...indexed, bits: 4, compression: 2, pixels: rows((upper) => [8, upper ? 0 : 0x11, 0, 0]) })],
  ['of OS/2', os2],
])('%s', async (name, bytes) => {
  const path = join(folder, `${name}.bmp`.replace('/', '-'));
  writeFileSync(path, bytes);
  const { data } = await readImage(path, { size: 8, aspect: 'stretch', maxPixels: 1e6 });
  const pixel = (row: number) => [...data.subarray(3 * (row * 8 + 4), 3 * (row * 8 + 4) + 3)];
  for (const [row, colour] of [
    [1, red],
    [6, blue],
  ] as const) {
    // 5 and 6 bits hold a value to within 8
    pixel(row).forEach((value, i) => expect(Math.abs(value - colour[i])).toBeLessThanOrEqual(name.startsWith('16') ? 8 : 0));
  }
});

test('a truncated BMP is refused', async () => {
  const path = join(folder, 'short.bmp');
  const whole = bmp({ bits: 24, pixels: rows((upper) => fill(24, bgr(upper))) });
  writeFileSync(path, whole.subarray(0, whole.length - 100));
  await expect(readImage(path, { size: 8, aspect: 'stretch', maxPixels: 1e6 })).rejects.toThrow(
    /^broken: a BMP image that cannot be decoded/,
  );
});

test('too many pixels are refused before decoding', async () => {
  const path = join(folder, 'many.bmp');
  const bytes = bmp({ bits: 24, pixels: Buffer.alloc(0) });
  bytes.writeInt32LE(40_000, 18);
  bytes.writeInt32LE(40_000, 22);
  writeFileSync(path, bytes);
  await expect(readImage(path, { size: 8, aspect: 'stretch', maxPixels: 2e8 })).rejects.toThrow(
    'too large: the image has more than 200,000,000 pixels',
  );
});
