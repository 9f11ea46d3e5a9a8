import { cutFeatures, mayBeCut } from './cut-features.ts';
import { cutTrees } from '../forests/cut-trees.ts';
import { parseForest, probability } from '../forests/forest.ts';
import { mayBeGradual, quickFeatures, reaches, slowFeatures } from './gradual-features.ts';
import { gradualTrees } from '../forests/gradual-trees.ts';
import { quickTrees } from '../forests/quick-trees.ts';
import type { Timeline } from './timeline.ts';

const [cutForest, quickForest, gradualForest] = [cutTrees, quickTrees, gradualTrees].map(parseForest);

/** A frame around which there may be a transition. */
export interface Candidate {
  /** a cut between the frames `center - 1` and `center`, or a gradual transition around `center` */
  readonly center: number;
  /** half length of a gradual transition, 0 for a cut */
  readonly reach: number;
  /** probability that it is a transition */
  readonly score: number;
}

/** Frames after a center that its features look at. */
export const lookAhead = 2 * reaches[reaches.length - 1] + 2;

/** Probability below which the quick features of a gradual transition rule it out. */
const minQuickScore = 0.01;

/** Possible transitions at one frame with a score of at least `minScore`. */
export function candidatesAt(line: Timeline, center: number, minScore: number): Candidate[] {
  const found: Candidate[] = [];
  const add = (reach: number, score: number) => score >= minScore && found.push({ center, reach, score });
  if (mayBeCut(line, center)) add(0, probability(cutForest, cutFeatures(line, center)));
  for (const reach of reaches) if (mayBeGradual(line, center, reach)) add(reach, gradualScore(line, center, reach));
  return found;
}

function gradualScore(line: Timeline, center: number, reach: number): number {
  const quick = quickFeatures(line, center, reach);
  if (probability(quickForest, quick) < minQuickScore) return 0;
  return probability(gradualForest, [...quick, ...slowFeatures(line, center, reach)]);
}
