import { frameHeight, frameWidth } from './frame.ts';

const { abs } = Math;

/** Local copies: imported names are slow in an inner loop under a test runner. */
const [width, height, numPixels] = [frameWidth, frameHeight, frameWidth * frameHeight];
const [blockWidth, blockHeight] = [8, 9];
const [reachX, reachY] = [3, 2];

/**
 * Mean difference of two frames after each block of the second has moved to where it fits best, within ±3 × ±2 pixels: a pan costs little, a cut
 * stays. Symmetric frames do not make it symmetric: blocks are those of `a`.
 *
 * @param a planes, `[3, frameHeight, frameWidth]`
 * @returns sum of the absolute differences of the three planes, per pixel
 */
export function blockDistance(a: Uint8Array, b: Uint8Array): number {
  let total = 0;
  for (let top = 0; top < height; top += blockHeight) {
    for (let left = 0; left < width; left += blockWidth) total += bestMatch(a, b, left, top);
  }
  return total / numPixels;
}

function bestMatch(a: Uint8Array, b: Uint8Array, left: number, top: number): number {
  let best = sad(a, b, top * width + left, top * width + left, Infinity);
  for (let y = Math.max(0, top - reachY); y <= Math.min(height - blockHeight, top + reachY); y++) {
    for (let x = Math.max(0, left - reachX); x <= Math.min(width - blockWidth, left + reachX); x++) {
      best = Math.min(best, sad(a, b, top * width + left, y * width + x, best));
    }
  }
  return best;
}

/** Sum of absolute differences of a block at `p` of `a` and at `q` of `b`; stops once it reaches `limit`. */
function sad(a: Uint8Array, b: Uint8Array, p: number, q: number, limit: number): number {
  let sum = 0;
  for (let row = 0; row < blockHeight && sum < limit; row++, p += width, q += width) {
    for (let i = 0; i < blockWidth; i++) {
      sum +=
        abs(a[p + i] - b[q + i]) +
        abs(a[p + numPixels + i] - b[q + numPixels + i]) +
        abs(a[p + 2 * numPixels + i] - b[q + 2 * numPixels + i]);
    }
  }
  return sum;
}
