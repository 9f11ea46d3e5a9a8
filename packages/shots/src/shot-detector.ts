import { resolveOptions } from '@mmae/input';
import { blockDistance } from './block-distance.ts';
import { transitionsOf } from './boundaries.ts';
import type { Findings, FrameMeasures, ShotDetector, Transition } from './detector.ts';
import { frameLength, type FrameRange } from './frame.ts';
import { contrastOf, planes } from './planes.ts';
import { shotOptions, type ShotDetectorOptions } from './shot-options.ts';

/** Frames on either side of those that are decided at once. */
const margin = 100;
const decidedAtOnce = 200;

/**
 * Finds shot boundaries in a stream of small frames.
 *
 * @throws InputError if an option is not valid
 */
export function shotDetector(options: ShotDetectorOptions = {}): ShotDetector {
  const { minScore, framesPerSecond } = resolveOptions('shotDetector', shotOptions, options);
  const frames: Uint8Array[] = [];
  const measures: FrameMeasures[] = [];
  const black = blackStretches(framesPerSecond);
  let [first, numFrames, decided] = [0, 0, 0];

  function decide(to: number): Transition[] {
    const stretch = { frames, motion: measures.map(({ motion }) => motion), contrast: measures.map(({ contrast }) => contrast) };
    const found = transitionsOf(stretch).map((transition) => ({ ...transition, from: transition.from + first, to: transition.to + first }));
    const final = found.filter(({ from, to: end, score }) => from + end >= 2 * decided && from + end < 2 * to && score >= minScore);
    decided = to;
    const numOld = Math.max(0, decided - margin - first);
    frames.splice(0, numOld);
    measures.splice(0, numOld);
    first += numOld;
    return final;
  }

  return {
    push(pixels) {
      if (pixels.length !== frameLength) throw new RangeError(`push: expected ${frameLength} bytes, got ${pixels.length}.`);
      const frame = planes(pixels);
      const previous = frames.at(-1);
      const measured = { frame: numFrames, motion: previous ? blockDistance(previous, frame) : 0, contrast: contrastOf(frame) };
      frames.push(frame);
      measures.push(measured);
      numFrames++;
      const blackStretches = black(measured.contrast < 4 && meanLuma(frame) < 40);
      const transitions = numFrames - decided >= margin + decidedAtOnce ? decide(decided + decidedAtOnce) : [];
      return { transitions, blackStretches, measures: [measured] };
    },
    end: (): Findings => ({ transitions: decide(numFrames), blackStretches: black(false), measures: [] }),
  };
}

/** Reports stretches of black frames of more than a second, once they have ended. */
function blackStretches(framesPerSecond: number): (isBlack: boolean) => FrameRange[] {
  let [from, t] = [-1, 0];
  return (isBlack) => {
    const to = t++;
    if (isBlack && from < 0) from = to;
    if (isBlack || from < 0) return [];
    const stretch = { from, to };
    from = -1;
    return to - stretch.from > framesPerSecond ? [stretch] : [];
  };
}

function meanLuma(frame: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < frame.length / 3; i++) sum += frame[i];
  return (3 * sum) / frame.length;
}
