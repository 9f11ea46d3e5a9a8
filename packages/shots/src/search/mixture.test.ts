import { mixture, stepsBetween } from './mixture.ts';
import { smallHeight, smallWidth } from '../frames/planes.ts';

const image = (seed: number) =>
  Uint8Array.from({ length: 3 * smallWidth * smallHeight }, (_, i) => (Math.imul(i * 7919 + seed * 104729, 2654435761) >>> 9) % 256);
const [a, b] = [image(1), image(2)];
const steps = Array.from({ length: 9 }, (_, k) => k / 8);
const dissolve = steps.map((share) => a.map((value, i) => Math.round(value + share * (b[i] - value))));
const wipe = steps.map((share) => a.map((value, i) => ((i % smallWidth) / smallWidth < share ? b[i] : value)));

test('a dissolve is explained by shares that grow evenly', () => {
  const { shares, meanRest, returns } = mixture(dissolve);
  shares.forEach((share, k) => expect(share).toBeCloseTo((k + 1) / 8, 2));
  expect(meanRest).toBeLessThan(0.01);
  expect(returns).toBe(0);
});

test('a wipe leaves every pixel like one of both frames', () => {
  const [dissolved, wiped] = [mixture(dissolve), mixture(wipe)];
  expect(wiped.purity).toBe(1);
  expect(dissolved.purity).toBeLessThan(0.4);
  expect(wiped.spread).toBeGreaterThan(0.4);
});

test('pixels that go back are counted', () => {
  expect(mixture([a, b, a, b, a, b, a, b, b]).returns).toBeCloseTo(3 / 7);
});

test('stepsBetween divides a range evenly', () => {
  expect(stepsBetween(10, 26)).toEqual([10, 12, 14, 16, 18, 20, 22, 24, 26]);
});
