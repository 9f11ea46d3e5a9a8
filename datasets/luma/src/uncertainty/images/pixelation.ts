import type { Image } from '../../image.ts';

/** Reduces and enlarges an image again, so that it has larger pixels. @param factor of width and height, 0 … 1 */
export const pixelation = (image: Image, factor: number): Image =>
  resizeByBox(resizeByBox(image, Math.floor(image.width * factor), Math.floor(image.height * factor)), image.width, image.height);

/** Resizes with Pillow's BOX filter, where a pixel is the mean of those that it covers: first the width, then the height, rounded in between. */
export function resizeByBox(image: Image, width: number, height: number): Image {
  return transposed(resizeWidth(transposed(resizeWidth(image, width)), height));
}

function resizeWidth({ width, height, channels, data }: Image, newWidth: number): Image {
  const spans = Array.from({ length: newWidth }, (_, column) => covered(column, width, width / newWidth));
  const resized = new Uint8Array(newWidth * height * channels);
  for (let i = 0; i < resized.length; i++) {
    const row = Math.floor(i / (newWidth * channels));
    const [first, end] = spans[Math.floor(i / channels) % newWidth];
    let sum = 0;
    for (let column = first; column < end; column++) sum += data[(row * width + column) * channels + (i % channels)];
    resized[i] = Math.round(sum / (end - first));
  }
  return { width: newWidth, height, channels, data: resized };
}

/** The old pixels whose centres a new pixel covers, at least one. @param scale old pixels per new pixel */
function covered(column: number, width: number, scale: number): readonly [first: number, end: number] {
  const centre = (column + 0.5) * scale;
  const support = Math.max(1, scale) / 2;
  const inside = (old: number) => (old + 0.5 - centre) / Math.max(1, scale) > -0.5 && (old + 0.5 - centre) / Math.max(1, scale) <= 0.5;
  let [first, end] = [Math.max(0, Math.floor(centre - support)), Math.min(width, Math.ceil(centre + support))];
  while (!inside(first)) first++;
  while (!inside(end - 1)) end--;
  return [first, end];
}

function transposed({ width, height, channels, data }: Image): Image {
  const turned = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)];
    turned[(x * height + y) * channels + (i % channels)] = data[i];
  }
  return { width: height, height: width, channels, data: turned };
}
