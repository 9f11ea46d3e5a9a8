import type { Transition } from '@mmae/shots';

/** A transition with what it shows at its ends. */
export interface Part extends Transition {
  /** whether its first frame shows one colour */
  readonly startsFlat: boolean;
  /** whether its last frame shows one colour */
  readonly endsFlat: boolean;
}

/**
 * A fade through a colour is two transitions to the network: one into the colour and one out of it. They are joined if only frames of one colour lie
 * between them, and at most `maxFlat`: more are a shot of their own. Two cuts are never joined.
 */
export function fadeJoiner(maxFlat: number) {
  let held: Part | undefined;
  let numFlat = 0;

  function release(): Transition[] {
    const released = held;
    held = undefined;
    return released ? [toTransition(released)] : [];
  }

  return {
    /** Reads a transition that has ended. @returns the one before it, if they are two */
    join(part: Part): Transition[] {
      const touches = numFlat > 0 || (held?.endsFlat === true && part.startsFlat);
      numFlat = 0;
      if (held && touches && (held.kind !== 'cut' || part.kind !== 'cut')) {
        held = { ...part, from: held.from, kind: 'fade', score: Math.max(held.score, part.score), startsFlat: held.startsFlat };
        return [];
      }
      const released = release();
      held = part;
      return released;
    },
    /** Reads a frame that belongs to no transition. @returns the transition before it, if no other can be joined to it any more */
    skip(isFlat: boolean): Transition[] {
      if (!held) return [];
      numFlat++;
      return isFlat && numFlat <= maxFlat ? [] : release();
    },
    /** Ends the film. */
    end: release,
  };
}

const toTransition = ({ from, to, kind, score }: Part): Transition => ({ from, to, kind, score });
