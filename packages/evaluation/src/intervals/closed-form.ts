import type { Interval, PairedInterval } from './bootstrap.ts';

/** Mean and standard deviation of a measure over runs that differ only in their seed. */
export interface Spread {
  readonly mean: number;
  /** of the sample, with divisor numSeeds − 1; undefined for one seed */
  readonly standardDeviation: number | undefined;
  readonly numSeeds: number;
}

/** @param values a measure, by seed @throws RangeError for no values */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('spread: expected a value for at least one seed, got none');
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardDeviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : undefined, numSeeds: values.length };
}

/**
 * The difference `first − second` of two methods over the same seeds, with interval and p-value by Student's paired t-test.
 *
 * It accounts for the noise of training only; for that of the samples see `pairedBootstrap`. If every difference is the same, as for methods
 * without randomness, the interval is that value and the p-value 0, or 1 if the value is 0.
 *
 * @param level of the interval, default 0.95
 * @throws RangeError unless both have the same number of seeds, two or more
 */
export function pairedSeeds(first: readonly number[], second: readonly number[], level = 0.95): PairedInterval {
  if (first.length !== second.length || first.length < 2) {
    throw new RangeError(`pairedSeeds: expected the same seeds for both, at least two, got ${first.length} and ${second.length}`);
  }
  const { mean, standardDeviation = 0, numSeeds } = spread(first.map((value, i) => value - second[i]));
  const error = standardDeviation / Math.sqrt(numSeeds);
  const halfWidth = studentQuantile(level, numSeeds - 1) * error;
  return {
    estimate: mean,
    low: mean - halfWidth,
    high: mean + halfWidth,
    pValue: mean === 0 ? 1 : studentTails(mean / error, numSeeds - 1),
  };
}

/** Two-sided tail probability of Student's t: closed forms for whole degrees of freedom (Abramowitz & Stegun 26.7.3, 26.7.4). */
export function studentTails(t: number, degrees: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degrees));
  const odd = degrees % 2;
  let [term, sum] = odd ? [Math.cos(angle), 0] : [1, 0];
  for (let power = odd; power <= degrees - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * Math.cos(angle) ** 2;
  }
  const central = odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return Math.max(0, 1 - central);
}

/** The t for which Student's distribution has probability `level` between −t and t. @throws RangeError unless 0 < level < 1 */
export function studentQuantile(level: number, degrees: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`studentQuantile: expected 0 < level < 1, got ${level}`);
  let high = 1;
  while (studentTails(high, degrees) > 1 - level) high *= 2;
  let low = 0;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (studentTails(middle, degrees) > 1 - level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Normal quantile of a two-sided 95 % interval. */
const z = 1.959963984540054;

/**
 * Wilson's 95 % interval of a proportion (E. B. Wilson, JASA 22, 1927). Unlike a bootstrap interval it has a width when all of a few trials
 * succeed: 3 of 3 gives 0.44 to 1.
 *
 * @param share observed proportion, 0 to 1
 * @param count number of trials, above 0
 * @throws RangeError for a share or count out of range
 */
export function wilsonInterval(share: number, count: number): Interval {
  if (!(share >= 0 && share <= 1 && count > 0)) {
    throw new RangeError(`wilsonInterval: expected a share from 0 to 1 of a count above 0, got ${share} of ${count}`);
  }
  const centre = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const halfWidth = (z / (1 + z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return { estimate: share, low: Math.max(0, centre - halfWidth), high: Math.min(1, centre + halfWidth) };
}
