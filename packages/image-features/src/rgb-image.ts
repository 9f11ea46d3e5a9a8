import { UnusableMediaError, type Media } from '@mmae/samples';

/** An sRGB image with 8 bits per channel. Red, green and blue of pixel (row, column) are at `data[3 * (row * width + column)]` and after. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** length `3 * width * height`, row by row from the top left */
  readonly data: Uint8Array;
}

/** Flips an image horizontally. */
export function mirrored(image: RgbImage): RgbImage {
  return remapped(image, (row, column) => row * image.width + (image.width - 1 - column));
}

/** Shifts an image right by `columns` and down by `rows`; the edge pixels are repeated. */
export function shifted(image: RgbImage, columns: number, rows: number): RgbImage {
  const { width, height } = image;
  return remapped(image, (row, column) => clamp(row - rows, height - 1) * width + clamp(column - columns, width - 1));
}

/**
 * Converts channel values to an image. Values outside 0 … 1, which a reconstruction may have, are clipped.
 *
 * @param pixels shape `[size, size, 3]`, 0 … 1, as in the feature `pixels`
 */
export function toRgbImage(pixels: Float32Array, size: number): RgbImage {
  if (pixels.length !== 3 * size * size) {
    throw new RangeError(`toRgbImage: expected ${3 * size * size} values for ${size}×${size}, got ${pixels.length}`);
  }
  return { width: size, height: size, data: Uint8Array.from(Uint8ClampedArray.from(pixels, (value) => 255 * value)) };
}

/**
 * Converts pixels with one, three or four channels to RGB: grey is repeated, transparency is composited on white.
 *
 * @throws UnusableMediaError if there are no pixels, or if the number of bytes does not match width, height and channels
 */
export function toRgb({ width, height, channels, data }: Extract<Media, { kind: 'pixels' }>): RgbImage {
  if (!(width > 0 && height > 0) || data.length !== width * height * channels) {
    throw new UnusableMediaError(
      `wrong number of pixels: expected ${width * height * channels} bytes for ${width}×${height} pixels with ${channels} channels, got ${data.length}.`,
    );
  }
  if (channels === 3) return { width, height, data };
  const rgb = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const from = pixel * channels;
    for (let channel = 0; channel < 3; channel++) {
      rgb[3 * pixel + channel] = channels === 1 ? data[from] : onWhite(data[from + channel], data[from + 3]);
    }
  }
  return { width, height, data: rgb };
}

/** A channel value composited on white. @param opacity 0 … 255 */
const onWhite = (value: number, opacity: number) => Math.round(255 + ((value - 255) * opacity) / 255);

/** An image whose pixel at (row, column) is the source pixel with the index `sourceOf(row, column)`. */
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
