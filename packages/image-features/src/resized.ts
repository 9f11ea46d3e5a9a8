import type { RgbImage } from './rgb-image.ts';

/** How a picture that is not square becomes one: `stretch` keeps all of it and bends it, `crop` cuts the longer side to the middle. */
export type Aspect = 'stretch' | 'crop';

/**
 * A picture at `size`×`size` by a triangle filter as wide as the scale (Pillow's BILINEAR, sharp's `linear`): smooth where it grows,
 * a weighted area mean where it shrinks. A picture of that size already comes back as it is.
 *
 * @returns width and height `size`
 */
export function resized(image: RgbImage, size: number, aspect: Aspect): RgbImage {
  if (image.width === size && image.height === size) return image;
  const { width, height, data } = image;
  const side = aspect === 'crop' ? Math.min(width, height) : 0;
  const columns = axisWeights(width, side || width, size);
  const rows = axisWeights(height, side || height, size);
  const narrow = filtered(data, { lines: height, step: 3 * width, stride: 3, weights: columns }); // [height, size, 3]
  const square = filtered(narrow, { lines: size, step: 3, stride: 3 * size, weights: rows }); // [size (column), size (row), 3]
  return { width: size, height: size, data: Uint8Array.from(transposed(square, size)) };
}

/** For every target pixel of an axis: the first source pixel it looks at, and the weights from there on, which sum to 1. */
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
  /** how many lines run along this axis */
  readonly lines: number;
  /** distance in the array from one line to the next */
  readonly step: number;
  /** distance in the array from one pixel of a line to the next */
  readonly stride: number;
  readonly weights: AxisWeights;
}

/** Lines of RGB pixels resampled along one axis. @returns shape `[lines, weights.length, 3]` */
function filtered(source: ArrayLike<number>, { lines, step, stride, weights }: Axis): Float64Array {
  const result = new Float64Array(lines * weights.length * 3);
  let target = 0;
  for (let line = 0; line < lines; line++) {
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

/** Rows and columns exchanged, rounded to bytes. `[size, size, 3]` both ways. */
function transposed(source: Float64Array, size: number): Uint8ClampedArray {
  const result = new Uint8ClampedArray(source.length);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      for (let channel = 0; channel < 3; channel++) result[3 * (b * size + a) + channel] = source[3 * (a * size + b) + channel];
    }
  }
  return result;
}
