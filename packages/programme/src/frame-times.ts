import { toFrame, type FrameRate } from '@mmae/timecode';

/** The times of the frames of a film, by the order in which they were decoded. */
export interface FrameTimes {
  /** Adds the next frame. @param seconds its time stamp, after the first frame */
  add(seconds: number): void;
  readonly length: number;
  /** When a frame begins, in seconds after the first one; for the frame after the last, when the film ends. */
  secondsOf(index: number): number;
  /** The number of a frame at the nominal rate, counted from 0 at the first one. Frames that are closer than at this rate share one. */
  frameOf(index: number): number;
}

/** Nominal frame numbers by time stamps: the same for constant and variable frame rates. */
export function frameTimes(rate: FrameRate): FrameTimes {
  let times = new Float64Array(4096);
  let length = 0;
  const frameSeconds = rate.den / rate.num;
  const secondsOf = (index: number) => {
    if (length === 0) return 0;
    return index < length ? times[index] : times[length - 1] + frameSeconds;
  };
  return {
    secondsOf,
    frameOf: (index) => toFrame(secondsOf(index), rate),
    add(seconds) {
      if (length === times.length) times = doubled(times);
      times[length] = Math.max(seconds, length > 0 ? times[length - 1] : 0);
      length += 1;
    },
    get length() {
      return length;
    },
  };
}

function doubled(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * array.length);
  larger.set(array);
  return larger;
}
