import type { Picture } from '../../pictures/picture.ts';

/** Fewer and larger pixels: sized down and up again, each pixel the mean of those that it covers. @param factor of width and height, 0 … 1 */
export const pixelation = (picture: Picture, factor: number): Picture =>
  boxResized(boxResized(picture, Math.floor(picture.width * factor), Math.floor(picture.height * factor)), picture.width, picture.height);

/** A picture of another size by Pillow's BOX filter: rows first, then columns, whole levels between. */
export function boxResized(picture: Picture, width: number, height: number): Picture {
  return transposed(columnsResized(transposed(columnsResized(picture, width)), height));
}

/** Along rows. */
function columnsResized({ width, height, channels, data }: Picture, newWidth: number): Picture {
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

/** The pixels whose centre lies within half of a new pixel of its centre; at least one. @param scale old pixels a new one */
function covered(column: number, width: number, scale: number): readonly [first: number, end: number] {
  const centre = (column + 0.5) * scale;
  const support = Math.max(1, scale) / 2;
  const inside = (old: number) => (old + 0.5 - centre) / Math.max(1, scale) > -0.5 && (old + 0.5 - centre) / Math.max(1, scale) <= 0.5;
  let [first, end] = [Math.max(0, Math.floor(centre - support)), Math.min(width, Math.ceil(centre + support))];
  while (!inside(first)) first++;
  while (!inside(end - 1)) end--;
  return [first, end];
}

function transposed({ width, height, channels, data }: Picture): Picture {
  const turned = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)];
    turned[(x * height + y) * channels + (i % channels)] = data[i];
  }
  return { width: height, height: width, channels, data: turned };
}
