import type { Transition } from '@mmae/shots';
import { fadeJoiner, type Part } from './fade-joiner.ts';

/** What the network and the eye say about one frame. */
export interface JudgedFrame {
  /** probability that it is the middle of a transition: the last frame before a cut */
  readonly middle: number;
  /** probability that it belongs to a transition */
  readonly inside: number;
  /** whether it shows one colour */
  readonly isFlat: boolean;
}

/** Frames of a run after which it is ended, so that memory is bounded: no transition is that long. */
const maxRun = 200;

/** Transitions of at most this many frames are cuts: compression smears a cut over a second frame. */
const maxCut = 2;

/** A frame that is less likely a middle than this is none. */
const minMiddle = 0.1;

export interface FinderOptions {
  readonly minScore: number;
  /** a colour that lasts longer than a second is a shot of its own */
  readonly framesPerSecond: number;
}

/**
 * Turns probabilities into transitions. Consecutive frames that belong to a transition are a run. A run is a transition if a middle is likely in it: its
 * score is the sum of the probabilities of these, because the middle of a slow dissolve is spread over several frames. A run with several middles that
 * are clearly apart is as many transitions.
 */
export function transitionFinder({ minScore, framesPerSecond }: FinderOptions) {
  const joiner = fadeJoiner(framesPerSecond);
  let run: JudgedFrame[] = [];
  let numFrames = 0;

  function finish(): Transition[] {
    const start = numFrames - run.length;
    const parts = partsOf(run).map(([from, to]) => partOf(run.slice(from, to), start + from));
    run = [];
    return parts.filter(({ score }) => score > minScore).flatMap((part) => joiner.join(part));
  }

  return {
    /** Reads the next frame. @returns the transitions that are final */
    push(frame: JudgedFrame): Transition[] {
      const belongs = frame.middle > minScore || frame.inside > 0.5;
      const found = !belongs || run.length === maxRun ? finish() : [];
      numFrames++;
      if (belongs) run.push(frame);
      return belongs ? found : [...found, ...joiner.skip(frame.isFlat)];
    },
    /** Ends the film. */
    end: (): Transition[] => [...finish(), ...joiner.end()],
  };
}

function partOf(frames: readonly JudgedFrame[], start: number): Part {
  const score = Math.min(
    1,
    frames.reduce((total, { middle }) => total + (middle < minMiddle ? 0 : middle), 0),
  );
  const ends = { score, startsFlat: frames[0].isFlat, endsFlat: frames.at(-1)!.isFlat };
  if (frames.length > maxCut) {
    return { from: start, to: start + frames.length, kind: frames.some(({ isFlat }) => isFlat) ? 'fade' : 'dissolve', ...ends };
  }
  const [first, second] = frames;
  const next = start + (second && second.middle > first.middle ? 2 : 1);
  return { from: next, to: next, kind: 'cut', ...ends };
}

/** The frames of each transition of a run, half open: divided half way between likely middles that are clearly apart. */
function partsOf(run: readonly JudgedFrame[]): [from: number, to: number][] {
  if (run.length === 0) return [];
  const divisions: number[] = [];
  let last: number | undefined;
  let isApart = false;
  for (const [i, { middle }] of run.entries()) {
    if (middle < minMiddle) isApart = true;
    if (middle <= 0.5) continue;
    if (last !== undefined && isApart) divisions.push((last + i + 1) >> 1);
    [last, isApart] = [i, false];
  }
  return [0, ...divisions].map((from, i) => [from, divisions[i] ?? run.length]);
}
