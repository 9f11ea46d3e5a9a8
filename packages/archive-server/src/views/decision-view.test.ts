import type { ArchiveSample } from '@mmae/archive-store';
import fc from 'fast-check';
import { bestOverlap } from './decision-view.ts';

const sample = (id: string, from?: number, to?: number): ArchiveSample => ({
  ...{ key: 1, id, assetKey: 1, media: {}, text: '', extra: {} },
  ...(from !== undefined && to !== undefined && { range: { from, to } }),
});

test('a decision is about the shot that shares most of its frames, at least half of both together', () => {
  const cut = [sample('a', 0, 60), sample('b', 60, 100)];
  expect(bestOverlap({ from: 0, to: 100 }, cut)?.id).toBe('a'); // .6 and .4
  expect(bestOverlap({ from: 0, to: 50 }, [sample('a', 0, 100)])?.id).toBe('a'); // exactly .5
  expect(bestOverlap({ from: 0, to: 49 }, [sample('a', 0, 100)])).toBeUndefined();
  expect(bestOverlap({ from: 0, to: 10 }, [sample('a', 10, 20)])).toBeUndefined();
});

test('a decision without frames is about the sample that is no shot', () => {
  expect(bestOverlap(undefined, [sample('a', 0, 10), sample('b')])?.id).toBe('b');
  expect(bestOverlap(undefined, [sample('a', 0, 10)])).toBeUndefined();
  expect(bestOverlap({ from: 0, to: 10 }, [sample('b')])).toBeUndefined();
});

test('a shot that has not changed keeps its decisions whatever else there is', () => {
  const range = fc
    .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 }))
    .map(([from, length]) => ({ from, to: from + length }));
  fc.assert(
    fc.property(range, fc.array(range), (own, others) => {
      const samples = [...others.map(({ from, to }, i) => sample(`${i}`, from, to)), sample('own', own.from, own.to)];
      const { range: found } = bestOverlap(own, samples)!;
      expect(found).toEqual(own);
    }),
  );
});
