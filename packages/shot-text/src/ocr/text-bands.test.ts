import { textBands, type GrayImage } from './text-bands.ts';

/** An image of one brightness. */
const plain = (width: number, height: number, gray = 60): GrayImage => ({
  pixels: new Uint8Array(width * height).fill(gray),
  width,
  height,
});

/** Draws strokes like those of letters: two pixels wide, three apart, a gap after every fifth. */
function drawText({ pixels, width }: GrayImage, left: number, top: number, numStrokes: number, height: number, gray = 230): void {
  for (let stroke = 0; stroke < numStrokes; stroke++) {
    const x = left + 5 * stroke + 5 * Math.floor(stroke / 5);
    for (let y = top; y < top + height; y++) pixels.fill(gray, y * width + x, y * width + x + 2);
  }
}

test('a line of text is one band, no larger than the text', () => {
  const image = plain(640, 360);
  drawText(image, 100, 280, 40, 20);
  const [band, ...others] = textBands(image);
  expect(others).toEqual([]);
  expect(band.top).toBe(280);
  expect(band.height).toBe(20);
  expect(band.left).toBe(99);
  expect(band.left + band.width).toBe(100 + 5 * 39 + 5 * 7 + 3); // to the edge after the last stroke
});

test('dark text on light is found as well, and lines are listed from top to bottom', () => {
  const image = plain(640, 360, 240);
  drawText(image, 60, 300, 30, 14, 20);
  drawText(image, 60, 260, 30, 20, 20);
  expect(textBands(image).map(({ top, height }) => [top, height])).toEqual([[260, 20], [300, 14]]); // prettier-ignore
});

test('texts far apart in the same rows are bands of their own', () => {
  const image = plain(640, 360);
  drawText(image, 20, 100, 20, 12);
  drawText(image, 500, 100, 20, 12);
  expect(textBands(image).map(({ left }) => left)).toEqual([19, 499]);
});

test('edges of objects, weak contrast, lines too low or too high are no text', () => {
  const image = plain(640, 360);
  for (let y = 50; y < 200; y++) image.pixels.fill(250, y * 640 + 200, y * 640 + 400); // a box
  drawText(image, 20, 250, 40, 20, 80); // weak
  drawText(image, 20, 300, 40, 5); // 5 rows
  expect(textBands(image)).toEqual([]);
  const tall = plain(640, 360);
  drawText(tall, 20, 100, 90, 120);
  expect(textBands(tall)).toEqual([]);
  expect(textBands(plain(10, 4))).toEqual([]);
});

test('at most eight bands, those with the most edges', () => {
  const image = plain(640, 720);
  for (let line = 0; line < 20; line++) drawText(image, 20, 10 + 35 * line, line === 13 ? 15 : 40, 12);
  const tops = textBands(image).map(({ top }) => top);
  expect(tops).toHaveLength(8);
  expect(tops).not.toContain(10 + 35 * 13);
});
