import { frameHeight, frameWidth } from './frame.ts';
import { smallHeight, smallWidth } from './planes.ts';

const { abs, max, min } = Math;

/** The grid on which blocks are matched. */
interface Grid {
  readonly width: number;
  readonly height: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** how far a block may move, in pixels */
  readonly reachX: number;
  readonly reachY: number;
}

const fullGrid: Grid = { width: frameWidth, height: frameHeight, blockWidth: 8, blockHeight: 9, reachX: 3, reachY: 2 };
const smallGrid: Grid = { width: smallWidth, height: smallHeight, blockWidth: 6, blockHeight: 7, reachX: 3, reachY: 2 };

/** Number of blocks of a frame of full size. */
export const numBlocks = 18;

/**
 * Differences of two frames after each block of the first has moved to where it fits best in the second, within ±3 × ±2 pixels: a pan costs little,
 * a cut stays.
 *
 * @param a planes, `[3, frameHeight, frameWidth]`
 * @param out receives the difference of each block, `[numBlocks]`, as the sum over the three planes, per pixel
 * @returns their mean
 */
export function blockDistance(a: Uint8Array, b: Uint8Array, out?: Float64Array): number {
  return matchBlocks(a, b, fullGrid, out);
}

/** The same for frames of half the size, `[3, smallHeight, smallWidth]`, within ±3 × ±2 of their pixels. */
export function smallDistance(a: Uint8Array, b: Uint8Array): number {
  return matchBlocks(a, b, smallGrid);
}

function matchBlocks(a: Uint8Array, b: Uint8Array, grid: Grid, out?: Float64Array): number {
  const { width, height, blockWidth, blockHeight } = grid;
  let [total, block] = [0, 0];
  for (let top = 0; top < height; top += blockHeight) {
    for (let left = 0; left < width; left += blockWidth) {
      const best = bestMatch(a, b, left, top, grid);
      if (out) out[block++] = best / (blockWidth * blockHeight);
      total += best;
    }
  }
  return total / (width * height);
}

function bestMatch(a: Uint8Array, b: Uint8Array, left: number, top: number, grid: Grid): number {
  const { width, height, blockWidth, blockHeight, reachX, reachY } = grid;
  const from = top * width + left;
  let best = sad(a, b, from, from, 1 << 30, grid);
  const [lowX, highX] = [max(0, left - reachX), min(width - blockWidth, left + reachX)];
  const [lowY, highY] = [max(0, top - reachY), min(height - blockHeight, top + reachY)];
  for (let y = lowY; y <= highY && best > 0; y++) {
    for (let x = lowX; x <= highX; x++) {
      const difference = sad(a, b, from, y * width + x, best, grid);
      if (difference < best) best = difference;
    }
  }
  return best;
}

/** Sum of absolute differences of the block at `p` of `a` and at `q` of `b`, in three planes; stops once it reaches `limit`. */
function sad(a: Uint8Array, b: Uint8Array, p: number, q: number, limit: number, grid: Grid): number {
  const { width, height, blockWidth, blockHeight } = grid;
  const plane = width * height;
  let sum = 0;
  for (let row = 0; row < blockHeight && sum < limit; row++, p += width, q += width) {
    for (let i = p, j = q; i < p + blockWidth; i++, j++) {
      sum += abs(a[i] - b[j]) + abs(a[i + plane] - b[j + plane]) + abs(a[i + 2 * plane] - b[j + 2 * plane]);
    }
  }
  return sum;
}
