import { frameHeight, frameWidth } from '../frame.ts';
import { smallHeight, smallWidth } from './planes.ts';

const { abs } = Math;

/** The grid on which blocks are matched. */
interface Grid {
  readonly width: number;
  readonly height: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
}

/** How far a block may move, in pixels. */
const [reachX, reachY] = [3, 2];

const fullGrid: Grid = { width: frameWidth, height: frameHeight, blockWidth: 8, blockHeight: 9 };
const smallGrid: Grid = { width: smallWidth, height: smallHeight, blockWidth: 6, blockHeight: 7 };

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

/** Every move `[x, y]`, the shortest first: a good one found early makes the others cheap. */
const moves = movesByLength();
const numMoves = moves.length / 2;

function movesByLength(): Int8Array {
  const all: number[][] = [];
  for (let y = -reachY; y <= reachY; y++) for (let x = -reachX; x <= reachX; x++) all.push([x, y]);
  return Int8Array.from(all.sort(([ax, ay], [bx, by]) => ax * ax + ay * ay - bx * bx - by * by).flat());
}

function matchBlocks(a: Uint8Array, b: Uint8Array, grid: Grid, out?: Float64Array): number {
  const { width, height, blockWidth, blockHeight } = grid;
  const plane = width * height;
  let [total, block, last] = [0, 0, 0];
  for (let top = 0; top < height; top += blockHeight) {
    for (let left = 0; left < width; left += blockWidth) {
      const from = top * width + left;
      let best = 1 << 30;
      let bestMove = 0;
      for (let k = -1; k < numMoves && best > 0; k++) {
        const move = k < 0 ? last : k; // the move of the block before is often that of this one
        const x = left + moves[2 * move];
        const y = top + moves[2 * move + 1];
        if (x < 0 || y < 0 || x > width - blockWidth || y > height - blockHeight) continue;
        const difference = sad(a, b, from, y * width + x, best, width, plane, blockWidth, blockHeight);
        if (difference < best) {
          best = difference;
          bestMove = move;
        }
      }
      last = bestMove;
      if (out) out[block++] = best / (blockWidth * blockHeight);
      total += best;
    }
  }
  return total / plane;
}

/** Sum of absolute differences of the block at `p` of `a` and at `q` of `b`, in three planes; stops once it reaches `limit`. */
function sad(
  a: Uint8Array,
  b: Uint8Array,
  p: number,
  q: number,
  limit: number,
  width: number,
  plane: number,
  blockWidth: number,
  blockHeight: number,
): number {
  let sum = 0;
  const twice = 2 * plane;
  for (let row = 0; row < blockHeight && sum < limit; row++, p += width, q += width) {
    const end = p + blockWidth;
    for (let i = p, j = q; i < end; i++, j++) {
      sum += abs(a[i] - b[j]) + abs(a[i + plane] - b[j + plane]) + abs(a[i + twice] - b[j + twice]);
    }
  }
  return sum;
}
