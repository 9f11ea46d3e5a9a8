import type { FrameRange } from './frame.ts';

/**
 * What joins two shots. Its range holds the frames that belong to neither shot alone: none for a cut, whose `from` and `to` are the first frame of
 * the new shot. Wipes count as dissolves; a fade passes through a frame of one colour.
 */
export interface Transition extends FrameRange {
  readonly kind: 'cut' | 'dissolve' | 'fade';
  /** probability that this is a transition, 0 to 1 */
  readonly score: number;
}

/** Measures of one frame, for the choice of a still. */
export interface FrameMeasures {
  readonly frame: number;
  /** difference from the frame before per pixel, the sum over luma and two colour differences, after blocks have moved to where they fit best */
  readonly motion: number;
  /** mean absolute deviation of luma from its mean in the middle of the frame, in levels of 0 to 255; near 0 for a frame of one colour */
  readonly contrast: number;
}

/** What has become final since the previous call, each list in order of frames. */
export interface Findings {
  readonly transitions: readonly Transition[];
  /** stretches of black of more than a second; a transition joins each to the shots next to it */
  readonly blackStretches: readonly FrameRange[];
  readonly measures: readonly FrameMeasures[];
}

/** Reads frames in order. What it finds depends on the frames only, and its memory does not grow with their number. */
export interface ShotDetector {
  /**
   * Reads the next frame.
   *
   * @param pixels rgb24, `[frameHeight, frameWidth, 3]`; not kept
   */
  push(pixels: Uint8Array): Findings;
  /** Ends the film. */
  end(): Findings;
}

/** A detector that may take time, such as one that runs a network: await each call before the next. Every `ShotDetector` is one. */
export interface AwaitedShotDetector {
  push(pixels: Uint8Array): Findings | Promise<Findings>;
  end(): Findings | Promise<Findings>;
}
