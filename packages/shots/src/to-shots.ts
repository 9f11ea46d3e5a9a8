import type { FrameRange } from './frame.ts';
import type { Transition } from './detector.ts';

/** Consecutive frames of one camera take, or a black stretch. */
export interface Shot extends FrameRange {
  /** how the shot begins, or `black` for a black stretch; the first shot begins with a cut */
  readonly kind: Transition['kind'] | 'black';
  /** score of the transition that it begins with; 1 for the first shot */
  readonly score: number;
  /** frames outside the transitions at both ends; the whole shot if there are none */
  readonly clear: FrameRange;
}

export interface Boundaries {
  readonly transitions: readonly Transition[];
  readonly blackStretches: readonly FrameRange[];
  readonly numFrames: number;
}

/**
 * Divides a film into shots: they touch, and cover every frame once. A shot begins with the first frame after the middle of its transition.
 *
 * @param boundaries everything that a detector found, in order
 */
export function toShots({ transitions, blackStretches, numFrames }: Boundaries): Shot[] {
  if (numFrames === 0) return [];
  const inside = transitions.filter((transition) => middleOf(transition) > 0 && middleOf(transition) < numFrames);
  return [undefined, ...inside].map((before, i) => {
    const after = inside[i];
    const range = { from: before ? middleOf(before) : 0, to: after ? middleOf(after) : numFrames };
    const isBlack = blackStretches.some((stretch) => 2 * overlap(stretch, range) > range.to - range.from);
    return {
      ...range,
      kind: isBlack ? 'black' : (before?.kind ?? 'cut'),
      score: before?.score ?? 1,
      clear: clearOf(range, before?.to ?? 0, after?.from ?? numFrames),
    };
  });
}

const middleOf = ({ from, to }: FrameRange) => (from + to + 1) >> 1;

const overlap = (a: FrameRange, b: FrameRange) => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));

function clearOf(shot: FrameRange, from: number, to: number): FrameRange {
  return from < to ? { from: Math.max(from, shot.from), to: Math.min(to, shot.to) } : { from: shot.from, to: shot.to };
}
