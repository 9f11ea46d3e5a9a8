import { cutFeatures, mayBeCut } from './cut-features.ts';
import { gradualFeatures, mayBeGradual, reaches } from './gradual-features.ts';
import type { Timeline } from './timeline.ts';

/** A frame around which there may be a transition, with what is measured there. */
export interface Candidate {
  /** a cut between the frames `center - 1` and `center`, or a gradual transition around `center` */
  readonly center: number;
  /** half length of a gradual transition, 0 for a cut */
  readonly reach: number;
  readonly features: readonly number[];
}

/** Frames after a center that its features may look at. */
export const lookAhead = 2 * reaches[reaches.length - 1] + 2;

/** Possible transitions at one frame. */
export function candidatesAt(line: Timeline, center: number): Candidate[] {
  const found: Candidate[] = [];
  if (mayBeCut(line, center)) found.push({ center, reach: 0, features: cutFeatures(line, center) });
  for (const reach of reaches) {
    if (mayBeGradual(line, center, reach)) found.push({ center, reach, features: gradualFeatures(line, center, reach) });
  }
  return found;
}
