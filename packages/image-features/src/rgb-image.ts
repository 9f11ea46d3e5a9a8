/** A picture of eight bits a channel: red, green and blue of pixel (row, column) begin at `data[3 * (row * width + column)]`. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** length `3 * width * height`, sRGB, row by row from the top left */
  readonly data: Uint8Array;
}

/** Left and right exchanged. */
export function mirrored(image: RgbImage): RgbImage {
  return remapped(image, (row, column) => row * image.width + (image.width - 1 - column));
}

/** Moved right by `columns` and down by `rows`; what comes in repeats the edge. */
export function shifted(image: RgbImage, columns: number, rows: number): RgbImage {
  const { width, height } = image;
  return remapped(image, (row, column) => clamp(row - rows, height - 1) * width + clamp(column - columns, width - 1));
}

/**
 * Channel values to a picture, as a decoder gives them: a reconstruction overshoots, so values outside 0 … 1 are cut to it.
 *
 * @param pixels shape `[size, size, 3]`, 0 … 1, as the feature `pixels` has them
 */
export function toRgbImage(pixels: Float32Array, size: number): RgbImage {
  if (pixels.length !== 3 * size * size) {
    throw new RangeError(`toRgbImage: expected ${3 * size * size} values for ${size}×${size}, got ${pixels.length}`);
  }
  return { width: size, height: size, data: Uint8Array.from(Uint8ClampedArray.from(pixels, (value) => 255 * value)) };
}

/** Every pixel taken from another: `sourceOf` gives the index of the pixel that comes to (row, column). */
function remapped(image: RgbImage, sourceOf: (row: number, column: number) => number): RgbImage {
  const { width, height } = image;
  const data = new Uint8Array(image.data.length);
  for (let row = 0, target = 0; row < height; row++) {
    for (let column = 0; column < width; column++, target += 3) {
      const source = 3 * sourceOf(row, column);
      for (let channel = 0; channel < 3; channel++) data[target + channel] = image.data[source + channel];
    }
  }
  return { width, height, data };
}

const clamp = (value: number, max: number) => Math.max(0, Math.min(max, value));
