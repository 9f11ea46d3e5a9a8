import type { Interval } from '@mmae/run-folder';
import { minReliableItems } from '@mmae/scoring';

/** ".61": two decimals without the leading zero, as is usual in tables of scores; "–" for undefined. */
export function toScore(value: number | undefined, decimals = 2): string {
  if (value === undefined) return '–';
  const text = value.toFixed(decimals);
  return text
    .replace(/^(-?)0\./, '$1.')
    .replace(/^-(\.0+)$/, '$1')
    .replace('-', '−');
}

/** "61 %" */
export const toPercent = (share: number, decimals = 0): string => `${(100 * share).toFixed(decimals)}\u00a0%`;

/** "61 %", or "3 of 5" for fewer than fifty: a percentage of so few would look more precise than it is. */
export const toShareOf = (count: number, total: number): string =>
  total < minReliableItems ? `${toCount(count)} of ${toCount(total)}` : toPercent(count / total);

/** ".58–.64" */
export const toIntervalText = ([low, high]: Interval): string => `${toScore(low)}–${toScore(high)}`;

/** "1,080" */
export const toCount = (count: number): string => count.toLocaleString('en-GB');

/** "1 item", "3 items" */
export const toCounted = (count: number, singular: string, plural = `${singular}s`): string =>
  `${toCount(count)} ${count === 1 ? singular : plural}`;
