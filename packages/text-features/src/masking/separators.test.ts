import { hyphens, separators, withoutSpans } from './separators.ts';

test.each([
  ['a dog here', [2, 5], 'a here'],
  ['dog', [0, 3], ''],
  ['dog-friendly', [0, 3], 'friendly'],
  ['a sheep-dog.', [8, 11], 'a sheep.'],
  ['cat dog cat', [0, 3, 4, 7], 'cat'],
])('%j without %j', (text, spans, rest) => {
  expect(withoutSpans(text, spans)).toBe(rest);
});

test('hyphens are separators, spaces are not hyphens', () => {
  const [hyphen, separator] = [hyphens, separators].map((characters) => new RegExp(`^${characters}$`, 'v'));
  for (const character of ['-', '–', '_', '・', '\u200B'])
    expect([hyphen.test(character), separator.test(character)]).toEqual([true, true]);
  for (const character of [' ', '.', '’']) expect([hyphen.test(character), separator.test(character)]).toEqual([false, true]);
  expect(separator.test('a')).toBe(false);
});
