import type { RgbImage } from './rgb-image.ts';

/** How an image becomes square: `stretch` changes its proportions, `crop` keeps the middle of the longer side. */
export type Aspect = 'stretch' | 'crop';

/**
 * Resizes an image to `size`×`size` with a triangle filter that is as wide as the scale (Pillow's BILINEAR, sharp's `linear`): linear interpolation
 * when enlarging, a weighted mean of an area when reducing. An image that already has this size is returned unchanged.
 */
export function resized(image: RgbImage, size: number, aspect: Aspect): RgbImage {
  if (image.width === size && image.height === size) return image;
  const { width, height, data } = image;
  const side = aspect === 'crop' ? Math.min(width, height) : 0;
  const columns = axisWeights(width, side || width, size);
  const rows = axisWeights(height, side || height, size);
  const narrow = filtered(data, { numLines: height, step: 3 * width, stride: 3, weights: columns }); // [height, size, 3]
  const square = filtered(narrow, { numLines: size, step: 3, stride: 3 * size, weights: rows }); // [size (column), size (row), 3]
  return { width: size, height: size, data: Uint8Array.from(transposed(square, size)) };
}

/** For each target pixel of an axis: the index of its first source pixel, and the weights of the source pixels from there on, which sum to 1. */
type AxisWeights = readonly { readonly first: number; readonly weights: Float64Array }[];

function axisWeights(length: number, used: number, size: number): AxisWeights {
  const scale = used / size;
  const reach = Math.max(1, scale);
  const offset = (length - used) / 2;
  return Array.from({ length: size }, (_, index) => {
    const centre = offset + (index + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - reach));
    const end = Math.min(length, Math.ceil(centre + reach));
    const raw = Float64Array.from({ length: end - first }, (_, i) => Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / reach));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: raw.map((weight) => weight / sum) };
  });
}

interface Axis {
  readonly numLines: number;
  /** the distance between lines in the array */
  readonly step: number;
  /** the distance between the pixels of a line in the array */
  readonly stride: number;
  readonly weights: AxisWeights;
}

/** Resamples lines of RGB pixels along one axis. @returns shape `[numLines, weights.length, 3]` */
function filtered(source: ArrayLike<number>, { numLines, step, stride, weights }: Axis): Float64Array {
  const result = new Float64Array(numLines * weights.length * 3);
  let target = 0;
  for (let line = 0; line < numLines; line++) {
    for (const { first, weights: taps } of weights) {
      let from = line * step + first * stride;
      for (let i = 0; i < taps.length; i++, from += stride) {
        result[target] += taps[i] * source[from];
        result[target + 1] += taps[i] * source[from + 1];
        result[target + 2] += taps[i] * source[from + 2];
      }
      target += 3;
    }
  }
  return result;
}

/** Exchanges rows and columns, and rounds to bytes. @param source shape `[size, size, 3]` */
function transposed(source: Float64Array, size: number): Uint8ClampedArray {
  const result = new Uint8ClampedArray(source.length);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      for (let channel = 0; channel < 3; channel++) result[3 * (b * size + a) + channel] = source[3 * (a * size + b) + channel];
    }
  }
  return result;
}
