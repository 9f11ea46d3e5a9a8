import { seededRandom } from '@mmae/random';
import { dropoutMask, randomAt } from './random-draws.ts';

test.each([0.1, 0.3, 0.9])('dropout at rate %d is independent of neighbours and between masks', (rate) => {
  const random = seededRandom(4);
  const [first, second] = [dropoutMask(200_000, rate, random), dropoutMask(200_000, rate, random)];
  const shareOut = (mask: Float32Array) => mask.filter((x) => x === 0).length / mask.length;
  const bothOut = (a: Float32Array, b: Float32Array) => a.filter((x, k) => x === 0 && b[k] === 0).length / a.length;
  expect(shareOut(first)).toBeCloseTo(rate, 2);
  expect(bothOut(first.subarray(0, -1), first.subarray(1))).toBeCloseTo(rate ** 2, 2);
  expect(bothOut(first, second)).toBeCloseTo(rate ** 2, 2);
  expect(Math.max(...first.subarray(0, 1000))).toBeCloseTo(1 / (1 - rate), 5);
});

test.each([0.3, 0.5, 0.7])('dropout at rate %d keeps what a comparison of unsigned numbers keeps', (rate) => {
  const seed = 0xfedcba98;
  const expected = Array.from({ length: 1000 }, (_, k) => {
    const counter = (seed + (k + 1) * 0x9e3779b9) | 0;
    let word = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0 >= rate * 2 ** 32 ? Math.fround(1 / (1 - rate)) : 0;
  });
  const mask = dropoutMask(1000, rate, { ...seededRandom(0), integer: () => seed });
  expect([...mask]).toEqual(expected);
});

test('dropout at rate 0 keeps everything', () => {
  expect(dropoutMask(3, 0, seededRandom(1))).toEqual(Float32Array.of(1, 1, 1));
});

test('seed, purpose, network and step each give other random numbers', () => {
  const first = (...place: Parameters<typeof randomAt>) => randomAt(...place).next();
  const places: Parameters<typeof randomAt>[] = [
    [0, 'batch', 0, 0],
    [1, 'batch', 0, 0],
    [2 ** 40, 'batch', 0, 0],
    [0, 'order', 0, 0],
    [0, 'batch', 1, 0],
    [0, 'batch', 0, 1],
  ];
  expect(new Set(places.map((place) => first(...place))).size).toBe(places.length);
  const overSteps = Array.from({ length: 4000 }, (_, step) => first(3, 'batch', 0, step));
  expect(overSteps.reduce((sum, x) => sum + x, 0) / 4000).toBeCloseTo(0.5, 1);
  const products = overSteps.slice(1).map((x, i) => (x - 0.5) * (overSteps[i] - 0.5));
  expect(products.reduce((sum, x) => sum + x, 0) / 3999).toBeCloseTo(0, 2);
});
