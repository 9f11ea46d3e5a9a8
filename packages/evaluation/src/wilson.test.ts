import { readFileSync } from 'node:fs';
import { wilsonInterval } from './index.ts';

interface Case {
  readonly right: number;
  readonly count: number;
  readonly low: number;
  readonly high: number;
}
const { wilson }: { wilson: Case[] } = JSON.parse(readFileSync(new URL('../test/reference/statistics.json', import.meta.url), 'utf8'));

test.each(wilson)('equals SciPy: $right of $count', ({ right, count, low, high }) => {
  const interval = wilsonInterval(right / count, count);
  expect([interval.low, interval.high]).toEqual([expect.closeTo(low, 6), expect.closeTo(high, 6)]);
});

test('no share and no count are refused', () => {
  expect(() => wilsonInterval(1.5, 3)).toThrow('wilsonInterval: expected a share from 0 to 1 of a count above 0, got 1.5 of 3');
  expect(() => wilsonInterval(0, 0)).toThrow('got 0 of 0');
});
