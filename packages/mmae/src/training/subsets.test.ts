import { seededRandom } from '@mmae/random';
import { randomModality, randomSubset, subsetsOf, dropModalities } from './subsets.ts';

const random = seededRandom(3);

test('the first subset holds all modalities present, and no subset a missing one', () => {
  expect(subsetsOf('joint', 0b101, 3, random)).toEqual([0b101]);
  expect(subsetsOf('singles', 0b101, 3, random)).toEqual([0b101, 0b001, 0, 0b100]);
  expect(subsetsOf('singles', 0b1, 1, random)).toEqual([0b1]);
  expect(subsetsOf('every', 0b111, 3, random)).toEqual([7, 1, 2, 3, 4, 5, 6]);
  expect(subsetsOf('every', 0b011, 3, random)).toEqual([3, 1, 2, 3, 0, 0, 0]);
  const drawn = subsetsOf(4, 0b110, 3, random);
  expect(drawn).toHaveLength(5);
  expect(drawn.every((bits) => bits > 0 && (bits & 0b001) === 0)).toBe(true);
});

test('random subsets are uniform, and so are random modalities', () => {
  const count = (draw: () => number) => {
    const counts = new Map<number, number>();
    for (let i = 0; i < 7000; i++) {
      const drawn = draw();
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    return [...counts].sort(([a], [b]) => a - b);
  };
  const subsets = count(() => randomSubset(0b111, random));
  expect(subsets.map(([bits]) => bits)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  for (const [, times] of subsets) expect(Math.abs(times - 1000)).toBeLessThan(150);
  const ones = count(() => randomModality(0b101, random));
  expect(ones.map(([bits]) => bits)).toEqual([1, 4]);
  for (const [, times] of ones) expect(Math.abs(times - 3500)).toBeLessThan(250);
});

test('modality dropout has its rate, and keeps at least one modality', () => {
  expect(dropModalities(0, 0.5, random)).toBe(0);
  expect(dropModalities(0b11, 0, random)).toBe(0b11);
  const kept = Array.from({ length: 4000 }, () => dropModalities(0b11, 0.9, random));
  expect(kept.every((bits) => bits > 0)).toBe(true);
  expect(kept.filter((bits) => bits === 0b11).length / 4000).toBeCloseTo(0.01, 2);
});
