import type { PairedInterval } from './bootstrap.ts';
import { studentQuantile, studentTails } from './student.ts';

export interface Spread {
  readonly mean: number;
  /** between seeds, with numSeeds − 1 in the divisor; undefined for one seed, of which nothing is known */
  readonly standardDeviation: number | undefined;
  readonly numSeeds: number;
}

/** One measure over runs that differ in their seed. @throws RangeError for no runs */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('spread: expected the measure of at least one seed, got none');
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardDeviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : undefined, numSeeds: values.length };
}

/**
 * The difference `first − second` of two methods over the same seeds, with its interval and p-value by Student's paired t-test.
 *
 * It tells of the noise of training alone; for that of the samples see `pairedBootstrap`. Two methods without randomness differ by the same
 * amount every time: the interval is that amount and the p-value 0, or 1 where it is nothing.
 *
 * @param level the interval's, default 0.95
 * @throws RangeError unless both have as many seeds, two or more
 */
export function pairedSeeds(first: readonly number[], second: readonly number[], level = 0.95): PairedInterval {
  if (first.length !== second.length || first.length < 2) {
    throw new RangeError(`pairedSeeds: expected the same two seeds or more for both, got ${first.length} and ${second.length}`);
  }
  const { mean, standardDeviation = 0, numSeeds } = spread(first.map((value, i) => value - second[i]));
  const error = standardDeviation / Math.sqrt(numSeeds);
  const reach = studentQuantile(level, numSeeds - 1) * error;
  return { estimate: mean, low: mean - reach, high: mean + reach, pValue: mean === 0 ? 1 : studentTails(mean / error, numSeeds - 1) };
}
