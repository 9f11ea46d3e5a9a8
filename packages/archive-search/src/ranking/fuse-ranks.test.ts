import fc from 'fast-check';
import { fuseRanks } from './fuse-ranks.ts';

test('a sample that both lists have near the top beats the first of either', () => {
  expect([...fuseRanks([{ sampleKeys: [1, 2, 3] }, { sampleKeys: [4, 2] }])]).toEqual([2, 4, 1, 3]);
});

test('a list that counts more wins', () => {
  expect([...fuseRanks([{ sampleKeys: [1] }, { sampleKeys: [2], weight: 2 }])]).toEqual([2, 1]);
});

test('one list stays as it is', () => {
  expect([...fuseRanks([{ sampleKeys: Uint32Array.of(5, 3, 9) }])]).toEqual([5, 3, 9]);
});

test('every sample once, in the order of the sums', () => {
  const list = fc.uniqueArray(fc.integer({ min: 0, max: 30 }));
  fc.assert(
    fc.property(list, list, list, (...lists) => {
      const fused = [...fuseRanks(lists.map((sampleKeys) => ({ sampleKeys })))];
      const score = (key: number) => lists.reduce((sum, keys) => sum + (keys.includes(key) ? 1 / (61 + keys.indexOf(key)) : 0), 0);
      expect(fused.length).toBe(new Set(lists.flat()).size);
      expect(new Set(fused)).toEqual(new Set(lists.flat()));
      for (let i = 1; i < fused.length; i++) expect(score(fused[i - 1])).toBeGreaterThanOrEqual(score(fused[i]) - 1e-12);
    }),
  );
});
