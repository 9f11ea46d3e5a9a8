import sharp from 'sharp';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { correlation, stillPattern } from './still-pattern.ts';

const folder = mkdtempSync(join(tmpdir(), 'still-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A square of `light` on `dark`, at `left`, of 64 pixels. */
async function still(name: string, { width = 256, left = 32, light = 230, dark = 20, red = 0 } = {}): Promise<string> {
  const grey = (value: number) => ({ r: value + red, g: value, b: value });
  const plain = (size: { width: number; height: number }, value: number) =>
    sharp({ create: { ...size, channels: 3, background: grey(value) } }).png();
  const input = await plain({ width: 64, height: 64 }, light).toBuffer();
  const whole = await plain({ width: 256, height: 144 }, dark)
    .composite([{ input, left, top: 40 }])
    .toBuffer();
  const path = join(folder, name);
  await sharp(whole).resize(width).toFile(path);
  return path;
}

const alike = async (a: string, b: string) => correlation((await stillPattern(a))!, (await stillPattern(b))!);

test('the same still in another format, size and brightness correlates; another one does not; a negative is the opposite', async () => {
  const one = await still('a.png');
  expect(await alike(one, one)).toBeCloseTo(1);
  expect(await alike(one, await still('b.jpg', { width: 100, light: 200, dark: 60 }))).toBeGreaterThan(0.99);
  expect(await alike(one, await still('c.png', { left: 160 }))).toBeLessThan(0.2);
  expect(await alike(one, await still('d.png', { light: 20, dark: 230 }))).toBeCloseTo(-1);
});

test('the same letters on another colour are another title', async () => {
  expect(await alike(await still('e.png', { red: 0 }), await still('f.png', { red: 25 }))).toBeGreaterThan(0.9);
  expect(await alike(await still('g.png', { light: 60 }), await still('h.png', { light: 60, red: 100 }))).toBeLessThan(0.6);
});

test('a black still and a damaged file have no pattern', async () => {
  expect(await stillPattern(await still('black.png', { light: 16, dark: 16 }))).toBeUndefined();
  writeFileSync(join(folder, 'damaged.jpg'), 'no image');
  expect(await stillPattern(join(folder, 'damaged.jpg'))).toBeUndefined();
});
