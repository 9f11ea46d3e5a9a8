import type { Tag } from '@mmae/archive-store';
import { seededRandom } from '@mmae/random';
import fc from 'fast-check';
import { confidenceAt, fitConfidence, isotonic, shareTag } from './confidence.ts';

const machineTag = (label: string, confidence: number): Tag => ({
  ...{ label, origin: 'machine', version: 0 },
  machine: { confidence, kind: 'label', from: 'image', runVersion: 'v' },
});

test('two samples share one of several labels', () => {
  const a = [machineTag('harbour', 0.5), machineTag('dawn', 0.8)];
  const b = [machineTag('harbour', 0.4), machineTag('dawn', 0.5), machineTag('night', 1)];
  expect(shareTag(a, b)).toBeCloseTo(1 - (1 - 0.2) * (1 - 0.4));
  expect(shareTag(a, [{ ...machineTag('harbour', 0.9), verdict: 'rejected' }])).toBe(0);
  expect(shareTag([{ label: 'dawn', origin: 'person', verdict: 'accepted', version: 1 }], b)).toBeCloseTo(0.5);
});

test('pools adjacent violators', () => {
  const shares = [0.1, 0.5, 0.3, 0.4, 0.9];
  const curve = isotonic(shares.map((share, i) => ({ cosine: i / 10, share })));
  expect(curve.cosines).toEqual([0, 0.1, 0.4]);
  expect(curve.shares).toEqual([0.1, expect.closeTo(0.4), 0.9]);
  expect([-1, 0.05, 0.1, 0.39, 0.4, 1].map((cosine) => confidenceAt(curve, cosine))).toEqual(
    [0.1, 0.1, 0.4, 0.4, 0.9, 0.9].map((share) => expect.closeTo(share)),
  );
});

test('a curve never falls and keeps the mean', () => {
  const point = fc.record({ cosine: fc.double({ min: -1, max: 1, noNaN: true }), share: fc.double({ min: 0, max: 1, noNaN: true }) });
  fc.assert(
    fc.property(fc.uniqueArray(point, { minLength: 1, selector: ({ cosine }) => cosine }), (points) => {
      const curve = isotonic(points);
      const fitted = points.map(({ cosine }) => confidenceAt(curve, cosine));
      const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
      expect(sum(fitted)).toBeCloseTo(sum(points.map(({ share }) => share)));
      for (let i = 1; i < curve.shares.length; i++) expect(curve.shares[i]).toBeGreaterThan(curve.shares[i - 1]);
    }),
  );
});

describe('fitConfidence', () => {
  const numSamples = 60;
  const sampleKeys = Uint32Array.from({ length: numSamples }, (_, i) => i + 1);
  const group = (key: number) => key % 3;
  const random = seededRandom(1);
  const points = Array.from(sampleKeys, (key) => [0, 1, 2].map((axis) => (axis === group(key) ? 1 : 0) + random.next() * 0.2));
  const cosine = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0) / Math.hypot(...a) / Math.hypot(...b);
  const similarities = (key: number) => Float32Array.from(points, (point) => cosine(point, points[key - 1]));
  const source = { queryKeys: sampleKeys, galleryKeys: sampleKeys, similarities };
  const tagsOfAll = (keys: readonly number[]) => new Map(keys.map((key) => [key, [machineTag(`label ${group(key)}`, 1)]]));

  test('near samples share a tag, far ones do not', () => {
    const curve = fitConfidence({ tagsOfAll }, source, seededRandom(1))!;
    expect(confidenceAt(curve, 0.999)).toBeCloseTo(1);
    expect(confidenceAt(curve, 0.2)).toBeCloseTo(0);
  });

  test('no curve from tags that are too unsure', () => {
    const unsure = (keys: readonly number[]) => new Map(keys.map((key) => [key, [machineTag(`label ${group(key)}`, 0.04)]]));
    expect(fitConfidence({ tagsOfAll: unsure }, source, seededRandom(1))).toBeUndefined();
  });

  test('no curve without tags', () => {
    expect(fitConfidence({ tagsOfAll: () => new Map() }, source, seededRandom(1))).toBeUndefined();
  });
});
