import {
  stillScore,
  toShots,
  type Findings,
  type FrameMeasures,
  type FrameRange,
  type Shot,
  type AwaitedShotDetector,
  type Transition,
} from '@mmae/shots';
import type { FrameRate } from '@mmae/timecode';
import { frameTimes } from './frame-times.ts';
import { stillCandidates } from './still-candidates.ts';

/** A shot of a film. */
export interface FilmShot {
  /** from 1 */
  readonly number: number;
  /** at the nominal rate of the film, half open */
  readonly from: number;
  readonly to: number;
  /** after the first frame of the film */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly kind: Shot['kind'];
  /** of the transition that it begins with */
  readonly score: number;
}

/** Reads a film once, and tells its shots. */
export interface ShotRecorder<Image> {
  /** @param pixels of the next frame, as the detector reads it */
  frame(seconds: number, pixels: Uint8Array): Promise<void>;
  /** An image that may become a still. @param frame that it shows, which has been read */
  still(frame: number, image: Image): void;
  /** Ends the film. @returns all shots */
  end(): Promise<FilmShot[]>;
}

export interface RecorderOptions<Image> {
  readonly detector: AwaitedShotDetector;
  readonly rate: FrameRate;
  /** Receives the still of a shot, as soon as its end is known. @param number of the shot, from 1 */
  readonly onStill?: (number: number, image: Image) => Promise<void>;
}

/** Frames after which a detector has reported the boundaries before them. */
const numUndecided = 400;

/** Divides a film into shots while it is read, and chooses a still for each. The memory for images does not depend on the length of the film. */
export function shotRecorder<Image>({ detector, rate, onStill = async () => {} }: RecorderOptions<Image>): ShotRecorder<Image> {
  const times = frameTimes(rate);
  const scores = frameScores();
  const candidates = stillCandidates<Image>(numUndecided);
  const transitions: Transition[] = [];
  const blackStretches: FrameRange[] = [];
  let numDone = 0;

  async function take(findings: Findings): Promise<void> {
    for (const measures of findings.measures) scores.set(measures);
    blackStretches.push(...findings.blackStretches);
    transitions.push(...findings.transitions);
    if (findings.transitions.length > 0) await finish(toShots({ transitions, blackStretches, numFrames: times.length }).slice(0, -1));
  }

  /** Hands out the stills of shots whose ends are known. */
  async function finish(shots: readonly Shot[]): Promise<void> {
    for (; numDone < shots.length; numDone++) {
      const image = candidates.take(shots[numDone]);
      if (image !== undefined) await onStill(numDone + 1, image);
    }
  }

  return {
    async frame(seconds, pixels) {
      times.add(seconds);
      await take(await detector.push(pixels));
    },
    still(frame, image) {
      candidates.add({ frame, score: () => scores.of(frame), image });
    },
    async end() {
      await take(await detector.end());
      const shots = toShots({ transitions, blackStretches, numFrames: times.length });
      await finish(shots);
      let last = 0;
      return shots.map(({ from, to, kind, score }, index) => {
        const range = { from: last, to: Math.max(last + 1, times.frameOf(to)) };
        last = range.to;
        return { number: index + 1, ...range, fromSeconds: times.secondsOf(from), toSeconds: times.secondsOf(to), kind, score };
      });
    },
  };
}

/** How well each frame serves as a still, once it has been measured. */
function frameScores() {
  let scores = new Float32Array(4096);
  return {
    set(measures: FrameMeasures): void {
      if (measures.frame >= scores.length) {
        const larger = new Float32Array(2 * measures.frame);
        larger.set(scores);
        scores = larger;
      }
      scores[measures.frame] = stillScore(measures);
    },
    of: (frame: number): number => scores[frame] ?? 0,
  };
}
