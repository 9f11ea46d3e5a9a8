/** Windows of sequences: a sequence is the samples of one asset as row indices, in their order. */
import type { Random } from '@mmae/random';

/** Rows of an asset, in their order. */
export type Sequence = readonly number[];

/** Draws windows until they have `batchSize` shots together: a shot at random, and a window at random out of its sequence. */
export function drawWindows(
  sequences: readonly Sequence[],
  { window, batchSize }: { readonly window: number; readonly batchSize: number },
  random: Random,
): Sequence[] {
  const ends: number[] = [];
  for (const { length } of sequences) ends.push((ends.at(-1) ?? 0) + length);
  const windows: Sequence[] = [];
  for (let numShots = 0; numShots < batchSize; numShots += windows.at(-1)!.length) {
    const shot = random.integer(ends.at(-1)!);
    const sequence = sequences[ends.findIndex((end) => shot < end)];
    const start = random.integer(Math.max(0, sequence.length - window) + 1);
    windows.push(sequence.slice(start, start + window));
  }
  return windows;
}

/**
 * Where the windows of a sequence begin when all of it is read, half a window apart, and the first shot that is read from each: apart from the ends of
 * the sequence, a shot has at least a quarter of a window on either side.
 */
export function windowsOver(length: number, window: number): { readonly start: number; readonly readFrom: number }[] {
  const half = Math.ceil(window / 2);
  const numWindows = Math.max(0, Math.ceil((length - window) / half)) + 1;
  return Array.from({ length: numWindows }, (_, index) => {
    const start = Math.max(0, Math.min(index * half, length - window));
    return { start, readFrom: start === 0 ? 0 : start + Math.floor(window / 4) };
  });
}
