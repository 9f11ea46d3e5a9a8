import { blockDistance, numBlocks, smallDistance } from './block-distance.ts';
import { frameHeight, frameWidth } from '../frame.ts';
import { smallHeight, smallWidth } from './planes.ts';

/** A texture without a period, moved by `dx` and `dy` pixels. */
function texture(width: number, height: number, [dx, dy]: [number, number], seed = 1): Uint8Array {
  return Uint8Array.from({ length: 3 * width * height }, (_, i) => {
    const [x, y] = [(i % width) + dx, (Math.floor(i / width) % height) + dy];
    return (Math.imul(x * 7919 + y * 104729 + seed * 31, 2654435761) >>> 9) % 256;
  });
}

const full = (move: [number, number], seed?: number) => texture(frameWidth, frameHeight, move, seed);

test('a frame has no distance from itself, and little from one that has moved', () => {
  expect(blockDistance(full([0, 0]), full([0, 0]))).toBe(0);
  const [moved, other] = [blockDistance(full([0, 0]), full([2, -1])), blockDistance(full([0, 0]), full([0, 0], 2))];
  expect(moved).toBeLessThan(0.6 * other); // blocks at the edges have nowhere to go
  const inner = new Float64Array(numBlocks);
  blockDistance(full([0, 0]), full([2, -1]), inner);
  expect(inner[8]).toBe(0);
});

test('the distance is the mean of the blocks, summed over three planes', () => {
  const blocks = new Float64Array(numBlocks);
  const distance = blockDistance(full([0, 0]), full([0, 0], 3), blocks);
  expect(blocks.reduce((sum, value) => sum + value, 0) / numBlocks).toBeCloseTo(distance);
  const grey = (level: number) => new Uint8Array(3 * smallWidth * smallHeight).fill(level);
  expect(smallDistance(grey(10), grey(14))).toBe(12);
});
