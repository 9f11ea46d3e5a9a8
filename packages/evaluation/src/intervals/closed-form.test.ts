import { readFileSync } from 'node:fs';
import { pairedSeeds, spread, studentQuantile, studentTails, wilsonInterval } from './closed-form.ts';

interface Reference {
  readonly tails: { t: number; degrees: number; p: number }[];
  readonly quantiles: { level: number; degrees: number; t: number }[];
  readonly wilson: { right: number; count: number; low: number; high: number }[];
  readonly paired: { first: number[]; second: number[]; p: number; low: number; high: number };
}
const reference: Reference = JSON.parse(readFileSync(new URL('../../test/reference/statistics.json', import.meta.url), 'utf8'));

test.each(reference.tails)('tails of t = $t with $degrees degrees equal SciPy', ({ t, degrees, p }) => {
  expect(studentTails(t, degrees)).toBeCloseTo(p, 12);
  expect(studentTails(-t, degrees)).toBe(studentTails(t, degrees));
});

test.each(reference.quantiles)('the t that holds $level with $degrees degrees equals SciPy', ({ level, degrees, t }) => {
  expect(studentQuantile(level, degrees) / t).toBeCloseTo(1, 9);
});

test('the paired t-test equals SciPy', () => {
  const { first, second, p, low, high } = reference.paired;
  const result = pairedSeeds(first, second);
  expect(result.pValue).toBeCloseTo(p, 10);
  expect(result.low).toBeCloseTo(low, 10);
  expect(result.high).toBeCloseTo(high, 10);
  expect(pairedSeeds(second, first).estimate).toBeCloseTo(-result.estimate, 12);
});

test('spread is the sample standard deviation, and undefined for one seed', () => {
  expect(spread([1, 2, 3, 4])).toEqual({ mean: 2.5, standardDeviation: Math.sqrt(5 / 3), numSeeds: 4 });
  expect(spread([0.6])).toEqual({ mean: 0.6, standardDeviation: undefined, numSeeds: 1 });
});

test('equal differences have an interval without width', () => {
  expect(pairedSeeds([0.5, 0.5], [0.25, 0.25])).toEqual({ estimate: 0.25, low: 0.25, high: 0.25, pValue: 0 });
  expect(pairedSeeds([0.5, 0.5], [0.5, 0.5]).pValue).toBe(1);
});

test('refuses too few seeds', () => {
  expect(() => pairedSeeds([1], [2])).toThrow('pairedSeeds: expected the same seeds for both, at least two, got 1 and 1');
  expect(() => spread([])).toThrow('spread: expected a value for at least one seed, got none');
});

test.each(reference.wilson)('Wilson’s interval equals SciPy: $right of $count', ({ right, count, low, high }) => {
  const interval = wilsonInterval(right / count, count);
  expect([interval.low, interval.high]).toEqual([expect.closeTo(low, 6), expect.closeTo(high, 6)]);
});

test('Wilson’s interval needs a share and a count', () => {
  expect(() => wilsonInterval(1.5, 3)).toThrow('wilsonInterval: expected a share from 0 to 1 of a count above 0, got 1.5 of 3');
  expect(() => wilsonInterval(0, 0)).toThrow('got 0 of 0');
});
