import { typicalWords } from './words.ts';

test('words that set a group apart come first; those of everyone and those of one text do not come', () => {
  const texts = ['the red fox runs', 'the red fox sleeps', 'the blue sea rests', 'the blue sea rises', undefined];
  expect(
    typicalWords(
      texts,
      [
        [0, 1, 4],
        [2, 3],
      ],
      5,
    ),
  ).toEqual([
    ['fox', 'red'],
    ['blue', 'sea'],
  ]);
});

test('words of a script without spaces are found', () => {
  const texts = ['狐は森で眠る。', '狐は走る。', '海は青い。', '海は広い。'];
  expect(typicalWords(texts, [[0, 1]], 3)[0]).not.toContain('海');
});
