import type { FrameMeasures } from './detector.ts';

/** Contrast below which a frame shows one colour. */
export const flatContrast = 4;

/**
 * How well a frame serves as a still, 0 to 1: 0 for a frame of one colour, 1 for one that does not move. Frames inside a transition are not
 * recognized here: choose among the `clear` frames of a shot.
 */
export function stillScore({ motion, contrast }: FrameMeasures): number {
  return contrast < flatContrast ? 0 : 1 / (1 + motion / 4);
}
