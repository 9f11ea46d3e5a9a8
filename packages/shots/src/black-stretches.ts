import type { FrameRange } from './frame.ts';
import type { Planes } from './frames/planes.ts';
import { flatContrast } from './still-score.ts';

/** Mean luma below which a frame of one colour is black. */
const darkest = 32;

/** Seconds that a stretch lasts at least. */
const minSeconds = 1.2;

/** Whether a frame is black: dark, and of one colour. */
export const isBlack = ({ mean, contrast }: Planes): boolean => mean < darkest && contrast < flatContrast;

/**
 * Finds stretches of black frames, given one frame after the other.
 *
 * @returns a function that takes whether the next frame is black, and returns the stretch that has just ended, if it is long enough
 */
export function blackStretches(framesPerSecond: number): (black: boolean) => FrameRange[] {
  let [start, numFrames] = [-1, 0];
  return (black) => {
    const to = numFrames++;
    if (black && start < 0) start = to;
    if (black || start < 0) return [];
    const from = start;
    start = -1;
    return to - from >= minSeconds * framesPerSecond ? [{ from, to }] : [];
  };
}
