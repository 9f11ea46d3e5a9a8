import { seededRandom } from './index.ts';

const draws = (seed: number, count = 4) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

test('the same seed gives the same sequence, another seed a different one', () => {
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)).not.toEqual(draws(8));
});

test('a generator continues from a saved state', () => {
  const random = seededRandom(3);
  random.normal();
  const resumed = seededRandom(0, random.state());
  expect(resumed.permutation(50)).toEqual(random.permutation(50));
});

test('uniform numbers have mean 1/2, normal ones mean 0 and variance 1', () => {
  const random = seededRandom(1);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const normal = Array.from({ length: 100_000 }, () => random.normal());
  expect(mean(draws(1, 100_000))).toBeCloseTo(0.5, 2);
  expect(mean(normal)).toBeCloseTo(0, 1);
  expect(mean(normal.map((value) => value * value))).toBeCloseTo(1, 1);
});

test('a permutation contains every index once', () => {
  expect([...seededRandom(5).permutation(100)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
});
