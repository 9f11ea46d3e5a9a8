/** A text that is shown for a time. */
export interface Cue {
  /** after the beginning of the film, in seconds; negative before it */
  readonly fromSeconds: number;
  /** never before `fromSeconds` */
  readonly toSeconds: number;
  /** one line per line on screen, without tags */
  readonly text: string;
  /** who speaks, where the file says so */
  readonly speaker?: string;
}

/** The seconds of a cue that make it belong to a range, however long the cue is. */
const enoughSeconds = 1;

/**
 * The cues of a range of time, such as a shot. A cue belongs to a range that shows at least a second or at least half of it, or its middle.
 * So it belongs to at least one of any ranges that follow each other without a gap, and to several where it is long enough to be read in each.
 * A cue that the film's end cuts off may need `Infinity` as the end of the last range.
 *
 * @param from of the range, in seconds
 * @param to the end of the range, which is not part of it
 */
export function cuesBetween(cues: readonly Cue[], from: number, to: number): Cue[] {
  return cues.filter(({ fromSeconds, toSeconds }) => {
    const middle = (fromSeconds + toSeconds) / 2;
    if (middle >= from && middle < to) return true;
    const shown = Math.min(to, toSeconds) - Math.max(from, fromSeconds);
    return shown > 0 && shown >= Math.min(enoughSeconds, (toSeconds - fromSeconds) / 2);
  });
}

/** The text of cues as running text: lines and cues separated by spaces. */
export const toText = (cues: readonly Cue[]): string => cues.map(({ text }) => text.replaceAll('\n', ' ')).join(' ');

/** The longest pause within a caption that is displayed on, in seconds. */
const maxPauseSeconds = 0.1;

/**
 * Each line once. Automatic captions roll: each cue repeats the lines that are still on screen from the one before. Lines at the beginning of a cue
 * that ended the cue before it, without a pause between them, are therefore removed; a cue without any other line prolongs the one before.
 */
export function withoutRepeats(cues: readonly Cue[]): Cue[] {
  const kept: Cue[] = [];
  let onScreen: readonly string[] = [];
  let shownUntil = -Infinity;
  for (const cue of cues) {
    const lines = cue.text.split('\n');
    const numRepeated = cue.fromSeconds <= shownUntil + maxPauseSeconds ? overlap(onScreen, lines) : 0;
    if (numRepeated < lines.length) kept.push({ ...cue, text: lines.slice(numRepeated).join('\n') });
    else if (numRepeated > 0) kept.push(prolonged(kept.pop()!, cue.toSeconds));
    onScreen = lines;
    shownUntil = cue.toSeconds;
  }
  return kept;
}

const prolonged = (cue: Cue, toSeconds: number): Cue => ({ ...cue, toSeconds: Math.max(cue.toSeconds, toSeconds) });

/** How many lines at the end of `before` are the first lines of `after`. */
function overlap(before: readonly string[], after: readonly string[]): number {
  for (let count = Math.min(before.length, after.length); count > 0; count--) {
    if (after.slice(0, count).join('\n') === before.slice(-count).join('\n')) return count;
  }
  return 0;
}
