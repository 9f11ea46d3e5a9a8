import { frameLength } from '@mmae/shots';
import { windowLength, type Transnet } from '../network/transnet.ts';

/** Frames at both ends of a window whose results are not used, because the network sees too few neighbours of them. */
const margin = 25;

/** Frames between the starts of two windows: those whose results are used. */
export const windowStep = windowLength - 2 * margin;

/** The two probabilities of consecutive frames, `[numFrames, 2]`. */
export interface FrameProbabilities {
  /** the first of the frames */
  readonly from: number;
  readonly values: Float32Array;
}

/** Runs the network over a film. */
export interface ProbabilityStream {
  /** Reads the next frame. @returns the probabilities of the next `windowStep` frames, or none yet */
  push(pixels: Uint8Array): Promise<FrameProbabilities | undefined>;
  /** Ends the film. @returns the probabilities of the frames that are left, in parts */
  end(): AsyncGenerator<FrameProbabilities>;
}

/** Windows as the authors lay them: each 50 frames after the one before it, the first and the last frame repeated beyond the ends of the film. */
export function probabilityStream({ probabilities }: Pick<Transnet, 'probabilities'>): ProbabilityStream {
  const window = new Uint8Array(windowLength * frameLength);
  let [numBuffered, numFrames, numDone] = [0, 0, 0];

  function append(pixels: Uint8Array): void {
    window.set(pixels, numBuffered * frameLength);
    numBuffered++;
  }

  async function run(): Promise<FrameProbabilities> {
    const all = await probabilities(window);
    const from = numDone;
    numDone = Math.min(numDone + windowStep, numFrames);
    window.copyWithin(0, windowStep * frameLength);
    numBuffered -= windowStep;
    return { from, values: all.slice(2 * margin, 2 * (margin + numDone - from)) };
  }

  return {
    async push(pixels) {
      if (pixels.length !== frameLength) throw new RangeError(`push: expected ${frameLength} bytes, got ${pixels.length}`);
      if (numFrames === 0) for (let i = 0; i < margin; i++) append(pixels);
      append(pixels);
      numFrames++;
      return numBuffered === windowLength ? run() : undefined;
    },
    async *end() {
      while (numDone < numFrames) {
        const last = window.slice((numBuffered - 1) * frameLength, numBuffered * frameLength);
        while (numBuffered < windowLength) append(last);
        yield await run();
      }
    },
  };
}
