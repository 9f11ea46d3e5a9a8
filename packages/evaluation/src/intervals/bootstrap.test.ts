import { seededRandom } from '@mmae/random';
import { agreementOver, ari, bootstrapInterval, differenceOf, intervalOf, meanOver, nmi, pairedBootstrap, resampled } from '../index.ts';

const random = seededRandom(1);
const values = Float64Array.from({ length: 400 }, () => 0.5 + 0.1 * random.normal());

test('the interval of a mean is the mean and 1.96 standard errors to each side', () => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length ** 2);
  const { estimate, low, high } = bootstrapInterval(values.length, meanOver(values), { seed: 1, numResamples: 4000 });
  expect(estimate).toBeCloseTo(mean, 12);
  expect((low - mean) / error).toBeCloseTo(-1.96, 0);
  expect((high - mean) / error).toBeCloseTo(1.96, 0);
});

test('about 95 of 100 intervals contain the true value', () => {
  let held = 0;
  for (let trial = 0; trial < 200; trial++) {
    const sample = Float64Array.from({ length: 60 }, random.normal);
    const { low, high } = bootstrapInterval(60, meanOver(sample), { seed: trial, numResamples: 300 });
    if (low <= 0 && high >= 0) held++;
  }
  expect(held / 200).toBeGreaterThan(0.89);
  expect(held / 200).toBeLessThan(0.99);
});

test('the same seed gives the same interval, another seed another', () => {
  const interval = (seed: number) => bootstrapInterval(values.length, meanOver(values), { seed });
  expect(interval(3)).toEqual(interval(3));
  expect(interval(3)).not.toEqual(interval(4));
});

test('the interval of NMI is centred on its estimate, although every resample lies above it', () => {
  const labels = Array.from({ length: 200 }, () => random.integer(10));
  const clusters = labels.map((label) => (random.next() < 0.3 ? label : random.integer(10)));
  const { estimate, low, high } = bootstrapInterval(200, agreementOver(nmi, labels, clusters), { seed: 1 });
  expect(estimate).toBeCloseTo(nmi(labels, clusters), 12);
  expect(low).toBeLessThan(estimate);
  expect(high).toBeGreaterThan(estimate);
});

test('repeated rows do not narrow the interval if they are drawn as groups', () => {
  const repeated = Float64Array.from({ length: 1600 }, (_, i) => values[i >> 2]);
  const groups = Uint32Array.from({ length: 1600 }, (_, i) => i >> 2);
  const width = ({ low, high }: { low: number; high: number }) => high - low;
  const single = width(bootstrapInterval(400, meanOver(values), { seed: 1 }));
  expect(width(bootstrapInterval(1600, meanOver(repeated), { seed: 1, groups })) / single).toBeCloseTo(1, 10);
  expect(width(bootstrapInterval(1600, meanOver(repeated), { seed: 1 })) / single).toBeCloseTo(0.5, 1);
});

test('a small difference on every row is significant when paired, though the unpaired intervals overlap', () => {
  const better = values.map((value) => value + 0.002 + 0.001 * random.normal());
  const { estimate, low, pValue } = pairedBootstrap(400, meanOver(better), meanOver(values), { seed: 1 });
  expect(estimate).toBeCloseTo(0.002, 3);
  expect(low).toBeGreaterThan(0.0015);
  expect(pValue).toBeCloseTo(1 / 1001, 12);
  expect(bootstrapInterval(400, meanOver(better), { seed: 1 }).low).toBeLessThan(
    bootstrapInterval(400, meanOver(values), { seed: 1 }).estimate,
  );
});

test('without a difference, p-values below 0.05 occur about 5 % of the time', () => {
  let rejected = 0;
  for (let trial = 0; trial < 200; trial++) {
    const [a, b] = [0, 1].map(() => Float64Array.from({ length: 60 }, random.normal));
    if (pairedBootstrap(60, meanOver(a), meanOver(b), { seed: trial, numResamples: 300 }).pValue < 0.05) rejected++;
  }
  expect(rejected / 200).toBeGreaterThan(0.01);
  expect(rejected / 200).toBeLessThan(0.11);
});

test('the better clustering wins on the same samples', () => {
  const labels = Array.from({ length: 300 }, (_, i) => i % 6);
  const noisy = (share: number) => labels.map((label) => (random.next() < share ? random.integer(6) : label));
  const [good, bad] = [0.3, 0.5].map((share) => agreementOver(ari, labels, noisy(share)));
  const { estimate, low, high, pValue } = pairedBootstrap(300, good, bad, { seed: 2, numResamples: 400 });
  expect(low).toBeGreaterThan(0);
  expect(high).toBeGreaterThan(estimate);
  expect(pValue).toBeLessThan(0.01);
});

test.each([
  [{ seed: 1, numResamples: 0 }, 'bootstrapInterval: expected numResamples of 1 or more, got 0'],
  [{ seed: 1, level: 95 }, 'bootstrapInterval: expected 0 < level < 1, got 95'],
  [{ seed: 1, groups: [1, 1, 1] }, 'bootstrapInterval: expected at least two rows or groups to draw from, got 1'],
  [{ seed: 1, groups: [1] }, 'bootstrapInterval: expected a group for each of 3 rows, got 1'],
])('refuses %j', (options, message) => {
  expect(() => bootstrapInterval(3, meanOver([1, 2, 3]), options)).toThrow(message);
});

test('statistics resampled together have the same intervals as alone, and the same difference as a pair', () => {
  const options = { seed: 3, numResamples: 300, groups: values.map((_, i) => i % 40) };
  const [first, second] = [meanOver(values), meanOver(values.map((value) => value ** 2))];
  const drawn = resampled(400, { first, second }, options);
  expect(intervalOf(drawn.second)).toEqual(bootstrapInterval(400, second, options));
  expect(differenceOf(drawn.first, drawn.second)).toEqual(pairedBootstrap(400, first, second, options));
});
