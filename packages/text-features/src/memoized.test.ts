import { memoized } from './memoized.ts';

test('a word is computed once, a word of more than 100 characters each time', () => {
  const computed: string[] = [];
  const upper = memoized((word) => (computed.push(word), word.toUpperCase()));
  const long = 'a'.repeat(101);
  expect([upper('cat'), upper('cat'), upper(long), upper(long)]).toEqual(['CAT', 'CAT', long.toUpperCase(), long.toUpperCase()]);
  expect(computed).toEqual(['cat', long, long]);
});
