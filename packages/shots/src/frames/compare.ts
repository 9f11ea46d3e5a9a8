import { frameHeight, frameWidth } from '../frame.ts';
import { smallHeight, smallWidth, type Planes } from './planes.ts';

const { abs, sqrt, max, min } = Math;
const [width, height] = [smallWidth, smallHeight];
const numPixels = width * height;
const [reachX, reachY] = [8, 5];

/** Mean difference of two frames pixel by pixel: the sum over the three planes of half the size. */
export function plainDistance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += abs(a[i] - b[i]);
  return sum / numPixels;
}

/** Share of pixels, 0 to 1, that would have to change their level for the histograms to be equal. */
export function histogramDistance(a: Planes, b: Planes): number {
  let sum = 0;
  for (let i = 0; i < a.histogram.length; i++) sum += abs(a.histogram[i] - b.histogram[i]);
  return sum / (6 * frameWidth * frameHeight);
}

/** Pearson correlation of luma at half the size; a change of exposure leaves it at 1. 0 for a frame of one level. */
export function correlation(a: Uint8Array, b: Uint8Array): number {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let i = 0; i < numPixels; i++) {
    const x = a[i];
    const y = b[i];
    sumA += x;
    sumB += y;
    squareA += x * x;
    squareB += y * y;
    product += x * y;
  }
  const variance = (squareA - (sumA * sumA) / numPixels) * (squareB - (sumB * sumB) / numPixels);
  return variance < 1 ? 0 : (product - (sumA * sumB) / numPixels) / sqrt(variance);
}

/** Smallest mean difference of luma where both frames overlap, over shifts of the whole frame by up to a third of its size: low for a fast pan. */
export function shiftedDistance(a: Uint8Array, b: Uint8Array): number {
  let best = Infinity;
  for (let dy = -reachY; dy <= reachY; dy++) {
    for (let dx = -reachX; dx <= reachX; dx++) best = min(best, overlapDistance(a, b, dx, dy, best));
  }
  return best;
}

function overlapDistance(a: Uint8Array, b: Uint8Array, dx: number, dy: number, limit: number): number {
  const [left, right] = [max(0, -dx), min(width, width - dx)];
  const [top, bottom] = [max(0, -dy), min(height, height - dy)];
  const count = (right - left) * (bottom - top);
  const most = limit * count;
  let sum = 0;
  for (let y = top; y < bottom && sum < most; y++) {
    for (let i = y * width + left, j = (y + dy) * width + left + dx; i < y * width + right; i++, j++) sum += abs(a[i] - b[j]);
  }
  return sum / count;
}
