import { resolveOptions } from '@mmae/input';
import { blackStretches, isBlack } from './black-stretches.ts';
import type { Findings, ShotDetector } from './detector.ts';
import { frameLength } from './frame.ts';
import { planes } from './frames/planes.ts';
import { shotOptions, type ShotDetectorOptions } from './shot-options.ts';
import { strideOf } from './stride.ts';
import { transitionSearch } from './search/transition-search.ts';

/**
 * Finds shot boundaries in a stream of small frames. A transition is reported about four seconds after it.
 *
 * Cuts and gradual transitions are looked for separately, as peaks of the difference of frames on both sides; what is measured around each peak goes
 * to a forest of decision trees, which gives it a probability. Of those that overlap, the most probable one is reported.
 *
 * @throws InputError if an option is not valid
 */
export function shotDetector(options: ShotDetectorOptions = {}): ShotDetector {
  const { minScore, framesPerSecond } = resolveOptions('shotDetector', shotOptions, options);
  const search = transitionSearch(minScore, strideOf(framesPerSecond));
  const black = blackStretches(framesPerSecond);
  let numFrames = 0;

  return {
    push(pixels) {
      if (pixels.length !== frameLength) throw new RangeError(`push: expected ${frameLength} bytes, got ${pixels.length}.`);
      const frame = planes(pixels);
      const { transitions, motion } = search.push(frame);
      const measures = [{ frame: numFrames++, motion, contrast: frame.contrast }];
      return { transitions, blackStretches: black(isBlack(frame)), measures };
    },
    end: (): Findings => ({ transitions: search.end(), blackStretches: black(false), measures: [] }),
  };
}
