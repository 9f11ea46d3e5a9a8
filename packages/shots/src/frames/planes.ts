import { frameHeight, frameWidth } from '../frame.ts';

const { abs } = Math;
const [width, height] = [frameWidth, frameHeight]; // local names: imported ones are slow in an inner loop under a test runner
const numPixels = width * height;

/** Size of a frame at half the width and height. */
export const [smallWidth, smallHeight] = [width / 2, Math.ceil(height / 2)];
const [halfWidth, halfHeight] = [smallWidth, smallHeight];

/** What is kept of a frame. */
export interface Planes {
  /** y, cb, cr of BT.601: `[3, frameHeight, frameWidth]`; colour differences are centred at 128 */
  readonly full: Uint8Array;
  /** the same at half the size, `[3, smallHeight, smallWidth]` */
  readonly small: Uint8Array;
  /** pixels of each level: 16 of luma, 8 of cb, 8 of cr */
  readonly histogram: Uint16Array;
  /** mean of luma */
  readonly mean: number;
  /** mean absolute deviation of luma from its mean, in the middle of the frame */
  readonly contrast: number;
}

/** @param rgb `[frameHeight, frameWidth, 3]` */
export function planes(rgb: Uint8Array): Planes {
  const full = new Uint8Array(3 * numPixels);
  let sum = 0;
  for (let i = 0, j = 0; i < numPixels; i++, j += 3) {
    const red = rgb[j];
    const blue = rgb[j + 2];
    const luma = (77 * red + 150 * rgb[j + 1] + 29 * blue + 128) >> 8;
    full[i] = luma;
    full[numPixels + i] = 128 + ((144 * (blue - luma)) >> 8);
    full[2 * numPixels + i] = 128 + ((182 * (red - luma)) >> 8);
    sum += luma;
  }
  return { full, small: halved(full), histogram: histogramOf(full), mean: sum / numPixels, contrast: contrastOf(full) };
}

/** Means of 2 × 2 pixels; those of the last row are of two. */
function halved(full: Uint8Array): Uint8Array {
  const small = new Uint8Array(3 * halfWidth * halfHeight);
  for (let plane = 0, out = 0; plane < 3; plane++) {
    for (let y = 0; y < halfHeight; y++) {
      let top = plane * numPixels + 2 * y * width;
      const step = 2 * y + 1 < height ? width : 0;
      for (let x = 0; x < halfWidth; x++, top += 2, out++) {
        small[out] = (full[top] + full[top + 1] + full[top + step] + full[top + step + 1] + 2) >> 2;
      }
    }
  }
  return small;
}

function histogramOf(full: Uint8Array): Uint16Array {
  const histogram = new Uint16Array(32);
  for (let i = 0; i < numPixels; i++) {
    histogram[full[i] >> 4]++;
    histogram[16 + (full[numPixels + i] >> 5)]++;
    histogram[24 + (full[2 * numPixels + i] >> 5)]++;
  }
  return histogram;
}

/** The middle of a frame, which black bars at its sides or above and below leave free. */
const [left, right, top, bottom] = [8, width - 8, 4, height - 4];

/** Mean absolute deviation of luma from its mean, in the middle of the frame. */
function contrastOf(full: Uint8Array): number {
  const count = (right - left) * (bottom - top);
  let [sum, deviation] = [0, 0];
  for (let y = top; y < bottom; y++) for (let i = y * width + left; i < y * width + right; i++) sum += full[i];
  const mean = sum / count;
  for (let y = top; y < bottom; y++) for (let i = y * width + left; i < y * width + right; i++) deviation += abs(full[i] - mean);
  return deviation / count;
}
