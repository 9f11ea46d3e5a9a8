import { seededRandom } from '@mmae/random';
import { noveltyThreshold } from './learn-novelty.ts';

const normal = (count: number, seed: number) => {
  const random = seededRandom(seed);
  return Float64Array.from({ length: count }, () => 10 + random.normal());
};

test('from many distances it is the one that one in a hundred exceeds', () => {
  const ordered = Float64Array.from({ length: 1000 }, (_, i) => 1000 - i);
  expect(noveltyThreshold(ordered)).toBe(991); // the ⌈1001 · .99⌉th
  expect(noveltyThreshold(ordered.subarray(0, 100))).toBe(1000);
});

test.each([5, 15, 60])('from %d distances, about one in a hundred of new ones exceeds it', (count) => {
  const shares = Array.from({ length: 400 }, (_, seed) => {
    const threshold = noveltyThreshold(normal(count, seed))!;
    return normal(200, 1000 + seed).filter((distance) => distance > threshold).length / 200;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(mean).toBeLessThan(0.012);
  expect(mean).toBeGreaterThan(0.004);
});

test('by Student for a few, by hand: 1, 2, 3, 4, 5 with t(.99, 4) = 3.7469; fewer than five tell nothing', () => {
  expect(noveltyThreshold(Float64Array.of(5, 3, 1, 2, 4))).toBeCloseTo(3 + 3.746947 * Math.sqrt(2.5) * Math.sqrt(1.2), 5);
  expect(noveltyThreshold(Float64Array.of(1, 2, 3, 4))).toBeNull();
});
