import fc from 'fast-check';
import { descending } from './ordered.ts';

test('descending, of equal scores the first index, without NaN', () => {
  expect([...descending(Float32Array.of(0.5, -1, NaN, 0.5, 2))]).toEqual([4, 0, 3, 1]);
  expect([...descending(Float32Array.of(0, -0, 0))]).toEqual([0, 1, 2]);
});

test('the order of a stable sort by comparison', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true, maxLength: 200 }), (scores) => {
      const expected = [...scores.keys()].sort((a, b) => (scores[a] === scores[b] ? a - b : scores[a] > scores[b] ? -1 : 1));
      expect([...descending(scores)]).toEqual(expected);
    }),
  );
});
