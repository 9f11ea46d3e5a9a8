import fc from 'fast-check';
import type { FrameRange } from '../assets/asset.ts';
import { isSameFrames } from './matching.ts';

const range = fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 40 })).map(([from, length]) => ({ from, to: from + length }));

/** Intersection over union, counted. */
function overlap(a: FrameRange, b: FrameRange): number {
  const isIn = (frame: number, { from, to }: FrameRange) => frame >= from && frame < to;
  const frames = Array.from({ length: 100 }, (_, frame) => [isIn(frame, a), isIn(frame, b)]);
  return frames.filter(([inA, inB]) => inA && inB).length / frames.filter(([inA, inB]) => inA || inB).length;
}

test('frames are the same if half of what either has is in both', () => {
  fc.assert(
    fc.property(range, range, (a, b) => {
      expect(isSameFrames(a, b)).toBe(overlap(a, b) >= 0.5);
      expect(isSameFrames(b, a)).toBe(isSameFrames(a, b));
      expect(isSameFrames(a, a)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('at the limit a shot that was cut in two is still either half', () => {
  const whole = { from: 0, to: 100 };
  expect([{ from: 0, to: 50 }, { from: 50, to: 100 }, { from: 0, to: 49 }].map((half) => isSameFrames(whole, half))).toEqual([true, true, false]); // prettier-ignore
});

test('a decision on a whole item is not about a shot of it', () => {
  expect(isSameFrames(undefined, undefined)).toBe(true);
  expect([isSameFrames(undefined, { from: 0, to: 1 }), isSameFrames({ from: 0, to: 1 }, undefined)]).toEqual([false, false]);
});
