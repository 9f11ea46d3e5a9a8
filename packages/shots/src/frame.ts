/** Width of the frames that a detector reads, in pixels. */
export const frameWidth = 48;

/** Height of the frames that a detector reads, in pixels. */
export const frameHeight = 27;

/** Bytes of a frame: rgb24, row by row, `[frameHeight, frameWidth, 3]`. */
export const frameLength = frameWidth * frameHeight * 3;

/** A range of frames, half open. */
export interface FrameRange {
  /** first frame */
  readonly from: number;
  /** first frame after it */
  readonly to: number;
}
