import type { FrameRange } from '@mmae/shots';

/** A frame that may become the still of a shot. */
export interface Candidate<Image> {
  /** counted as they are decoded, from 0 */
  readonly frame: number;
  /** how well it serves, 0 to 1 */
  readonly score: () => number;
  readonly image: Image;
}

/** The stills of the shots that are not yet known. */
export interface StillCandidates<Image> {
  add(candidate: Candidate<Image>): void;
  /** Takes the best candidate of a shot, and drops everything before the end of the shot. @returns undefined if there is none */
  take(shot: FrameRange & { readonly clear: FrameRange }): Image | undefined;
  readonly size: number;
}

/**
 * Keeps a bounded number of candidates: all of the latest frames, in which boundaries are still to be found, and the best of those before them, which
 * can only be of the shot that has begun last.
 *
 * @param numUndecided frames after which a detector has reported the boundaries before them
 */
export function stillCandidates<Image>(numUndecided: number, maxOlder = 4): StillCandidates<Image> {
  let candidates: Candidate<Image>[] = [];
  return {
    add(candidate) {
      candidates.push(candidate);
      const older = candidates.filter(({ frame }) => frame < candidate.frame - numUndecided);
      if (older.length <= maxOlder) return;
      const worst = older.reduce((a, b) => (b.score() <= a.score() ? b : a));
      candidates = candidates.filter((one) => one !== worst);
    },
    take(shot) {
      const within = (range: FrameRange) => candidates.filter(({ frame }) => frame >= range.from && frame < range.to);
      const best = bestOf(within(shot.clear)) ?? bestOf(within(shot));
      candidates = candidates.filter(({ frame }) => frame >= shot.to);
      return best?.image;
    },
    get size() {
      return candidates.length;
    },
  };
}

const bestOf = <Image>(candidates: readonly Candidate<Image>[]): Candidate<Image> | undefined =>
  candidates.reduce<Candidate<Image> | undefined>(
    (best, one) => (best === undefined || one.score() > best.score() ? one : best),
    undefined,
  );
