import fc from 'fast-check';
import { modelWorth, wilsonInterval } from './worth.ts';

test('the interval is that of scipy 1.17.1: binomtest(count, total).proportion_ci(method="wilson")', () => {
  const rounded = (count: number, total: number) => wilsonInterval(count, total).map((share) => Number(share.toFixed(4)));
  expect(rounded(8, 10)).toEqual([0.4902, 0.9433]);
  expect(rounded(0, 10)).toEqual([0, 0.2775]);
  expect(rounded(1, 1)).toEqual([0.2065, 1]);
});

test('the interval holds the share, and is mirrored by counting what is wrong', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
      const count = Math.round(share * total);
      const [low, high] = wilsonInterval(count, total);
      const [otherLow, otherHigh] = wilsonInterval(total - count, total);
      expect(low).toBeLessThanOrEqual(count / total + 1e-12);
      expect(high).toBeGreaterThanOrEqual(count / total - 1e-12);
      expect([low, high]).toEqual([expect.closeTo(1 - otherHigh, 10), expect.closeTo(1 - otherLow, 10)]);
    }),
  );
});

test('precision is told by tenths of confidence; nothing reviewed says nothing', () => {
  const tags = [0, 0.05, 0.75, 0.79, 1].map((confidence) => ({ confidence, isRight: confidence > 0.5 }));
  const { numReviewed, precision, bins } = modelWorth(tags);
  expect([numReviewed, precision]).toEqual([5, 0.6]);
  expect(bins.map((bin) => [bin.from, bin.to, bin.numReviewed, bin.precision])).toEqual([
    [0, 0.1, 2, 0],
    [0.7, 0.8, 2, 1],
    [0.9, 1, 1, 1],
  ]);
  expect(modelWorth([])).toEqual({ numReviewed: 0, bins: [] });
});
