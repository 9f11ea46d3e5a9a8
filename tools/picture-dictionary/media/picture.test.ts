// Also covers `choose-picture.ts` and `view-box.ts`.
import sharp from 'sharp';
import type { Picture } from '../sources/pictures.ts';
import { pictureChooser } from './choose-picture.ts';
import { pictureDistance, renderPicture } from './picture.ts';
import { withViewBox } from './view-box.ts';

const svg = (inside: string, attributes = 'viewBox="0 0 100 100"') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`);
const square = svg('<rect x="60" y="60" width="20" height="20" fill="#c00"/>');

async function colourAt(png: Buffer, x: number, y: number): Promise<number[]> {
  return [...(await sharp(png).extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer())];
}

test('a drawing fills 128 × 128 pixels but for a margin, on white', async () => {
  const { png } = (await renderPicture(square))!;
  expect(await sharp(png).metadata()).toMatchObject({ width: 128, height: 128, channels: 3 });
  expect(await colourAt(png, 2, 64)).toEqual([255, 255, 255]);
  for (const [x, y] of [[8, 8], [119, 119], [64, 64]]) expect(await colourAt(png, x, y)).toEqual([204, 0, 0]); // prettier-ignore
});

test('nothing, and next to nothing, is no picture', async () => {
  expect(await renderPicture(svg(''))).toBeUndefined();
  expect(await renderPicture(svg('<rect width="100" height="1"/>'))).toBeUndefined();
  await expect(renderPicture(Buffer.from('not a picture'))).rejects.toThrow();
});

test('a drawing in millimetres without a viewBox is not cut off', async () => {
  const page = svg(
    '<rect width="300" height="300" fill="#00f"/><rect x="600" y="300" width="100" height="100"/>',
    'width="210mm" height="297mm"',
  );
  const { png } = (await renderPicture(page))!;
  expect(await colourAt(png, 20, 50)).toEqual([0, 0, 255]);
  expect(await colourAt(png, 120, 86)).toEqual([0, 0, 0]);
});

test.each([
  ['<svg width="72pt" height="10">', '<svg viewBox="0 0 90 10" width="90" height="10">'],
  ['<svg width="25.4mm" height="1in">', '<svg viewBox="0 0 90 90" width="90" height="90">'],
  ['<svg viewBox="0 0 1 1" width="1mm" height="1mm">', '<svg viewBox="0 0 1 1" width="1mm" height="1mm">'],
  ['<svg width="100%" height="100%">', '<svg width="100%" height="100%">'],
])('the viewBox of %s', (before, after) => {
  expect(withViewBox(`<?xml version="1.0"?>${before}</svg>`)).toBe(`<?xml version="1.0"?>${after}</svg>`);
});

test('the distance of pictures is the root mean square of their cells', () => {
  expect(pictureDistance(Uint8Array.of(0, 0, 0, 0), Uint8Array.of(4, 0, 0, 0))).toBe(2);
});

test('a picture that is taken, unreadable or empty is passed over and counted', async () => {
  const { choose, refused } = pictureChooser();
  const picture = (bytes: Buffer, path: string) => ({ path, load: () => bytes }) as Picture;
  const [red, same, broken, empty] = [
    picture(square, 'red'),
    picture(square, 'same'),
    picture(Buffer.from('?'), 'broken'),
    picture(svg(''), 'empty'),
  ];
  expect((await choose([broken, red]))?.picture).toBe(red);
  expect(await choose([same, empty])).toBeUndefined();
  expect(refused).toEqual({ unreadable: 1, empty: 1, 'near-duplicate': 1 });
});
