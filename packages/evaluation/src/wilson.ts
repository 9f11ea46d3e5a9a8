import type { Interval } from './bootstrap.ts';

/** The normal quantile of a two-sided 95 % interval. */
const z = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share (E. B. Wilson, JASA 22, 1927). Unlike a bootstrap it stays honest where all of a few are right: 3 of 3 is
 * .44 to 1.
 *
 * @param share 0 … 1, that was seen
 * @param count of trials, above 0
 */
export function wilsonInterval(share: number, count: number): Interval {
  if (!(share >= 0 && share <= 1 && count > 0)) {
    throw new RangeError(`wilsonInterval: expected a share from 0 to 1 of a count above 0, got ${share} of ${count}`);
  }
  const middle = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const half = (z / (1 + z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return { estimate: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
