import { candidatesAt, lookAhead, type Candidate } from './candidates.ts';
import { choose } from './choose.ts';
import { plainDistance } from '../frames/compare.ts';
import type { Transition } from '../detector.ts';
import { reaches } from './gradual-features.ts';
import type { Planes } from '../frames/planes.ts';
import { flatContrast } from '../still-score.ts';
import { timeline, type Timeline } from './timeline.ts';

/** Longest half length of a gradual transition, in analysed frames. */
const longestReach = reaches[reaches.length - 1];

/** Analysed frames after which the candidates so far are decided, even if more of them overlap. */
const longestGroup = 150;

/** A candidate as a transition of the film, made while its frames are still kept. */
interface Found extends Candidate {
  readonly transition: Transition;
}

interface TransitionSearch {
  /** @returns the transitions that have become final, and the motion of the last analysed frame per frame */
  push(frame: Planes): { readonly transitions: Transition[]; readonly motion: number };
  end(): Transition[];
}

/**
 * Looks for transitions among every `stride`-th frame.
 *
 * @param minScore lowest score that is reported
 */
export function transitionSearch(minScore: number, stride: number): TransitionSearch {
  const line = timeline();
  const position = positionOfCuts(stride);
  let [numFrames, center] = [0, 0];
  let group: Found[] = [];

  function examine(): Transition[] {
    for (const candidate of candidatesAt(line, center, minScore)) {
      group.push({ ...candidate, transition: toTransition(line, candidate, { stride, exactCut: position.of }) });
    }
    center++;
    return group.length > 0 && (center - longestReach > endOf(group) || center - group[0].center > longestGroup) ? decide() : [];
  }

  function decide(): Transition[] {
    const found = choose(group).map(({ transition }) => transition);
    group = [];
    return found;
  }

  return {
    push(frame) {
      position.add(frame.small);
      const transitions: Transition[] = [];
      if (numFrames++ % stride === 0) {
        line.add(frame);
        if (line.length > lookAhead) transitions.push(...examine());
      }
      return { transitions, motion: line.motion(line.length - 1) / stride };
    },
    end() {
      const transitions: Transition[] = [];
      while (center < line.length) transitions.push(...examine());
      return [...transitions, ...decide()];
    },
  };
}

const endOf = (group: readonly Found[]) => Math.max(...group.map(({ center, reach }) => center + reach));

interface Exactness {
  readonly stride: number;
  /** first frame of the new shot, for a cut before an analysed frame */
  exactCut(analysed: number): number;
}

function toTransition(line: Timeline, { center, reach, score }: Candidate, { stride, exactCut }: Exactness): Transition {
  if (reach === 0) return { from: exactCut(center), to: exactCut(center), kind: 'cut', score };
  let least = Infinity;
  for (let t = center - reach; t <= center + reach; t++) least = Math.min(least, line.frame(t).contrast);
  return { from: (center - reach) * stride + 1, to: (center + reach) * stride, kind: least < flatContrast ? 'fade' : 'dissolve', score };
}

/** Remembers, between each two analysed frames, the frame that differs most from the one before it. */
function positionOfCuts(stride: number): { add(small: Uint8Array): void; of(analysed: number): number } {
  const positions = new Float64Array(256);
  let [numFrames, largest] = [0, -1];
  let last: Uint8Array | undefined;
  return {
    add(small) {
      const analysed = Math.ceil(numFrames / stride) % positions.length;
      const difference = last && stride > 1 ? plainDistance(last, small) : 0;
      if (numFrames % stride === 1 % stride) largest = -1;
      if (difference > largest) {
        largest = difference;
        positions[analysed] = numFrames;
      }
      last = small;
      numFrames++;
    },
    of: (analysed) => positions[analysed % positions.length],
  };
}
