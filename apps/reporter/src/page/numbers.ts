import type { Interval } from '@mmae/run-folder';
import { minReliableItems } from '@mmae/scoring';

/** ".61": two places, as tables of scores have it; "–" where there is no answer. */
export function toScore(value: number | undefined, places = 2): string {
  if (value === undefined) return '–';
  const text = value.toFixed(places);
  return text
    .replace(/^(-?)0\./, '$1.')
    .replace(/^-(\.0+)$/, '$1')
    .replace('-', '−');
}

/** "61 %" */
export const toPercent = (share: number, places = 0): string => `${(100 * share).toFixed(places)}\u00a0%`;

/** "61 %", or "3 of 5" where they are fewer than fifty: a percentage of a handful says more than is known. */
export const toShareOf = (count: number, total: number): string =>
  total < minReliableItems ? `${toCount(count)} of ${toCount(total)}` : toPercent(count / total);

/** ".58–.64" */
export const toIntervalText = ([low, high]: Interval): string => `${toScore(low)}–${toScore(high)}`;

/** "1,080" */
export const toCount = (count: number): string => count.toLocaleString('en-GB');

/** "1 picture", "3 pictures" */
export const toCounted = (count: number, noun: string): string => `${toCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** "42 s", "3 min 5 s", "2 h 10 min" */
export function toDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
