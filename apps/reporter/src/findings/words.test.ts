import { typicalWords } from './words.ts';

test('words that set a group apart come first; those of everyone and those of one text do not come', () => {
  const texts = [
    'the red fox runs',
    'the red fox sleeps',
    'the fox eats',
    'the blue sea rests',
    'the blue sea rises',
    'the sky',
    undefined,
  ];
  const groups = [
    [0, 1, 2, 6],
    [3, 4],
  ];
  const [land, water] = typicalWords(texts, groups, 5);
  expect(land).toEqual([
    { word: 'red', share: 2 / 3 },
    { word: 'fox', share: 1 },
  ]);
  expect(water.map(({ word }) => word)).toEqual(['blue', 'sea']);
});

test('words of a script without spaces are found', () => {
  const texts = ['静かな狐は森で眠る。', '静かな狐は走る。', '海は青い。', '海は広い。'];
  expect(typicalWords(texts, [[0, 1]], 9)[0].map(({ word }) => word)).toContain('静か');
});

test('a group without texts has no words', () => {
  expect(typicalWords(['one', undefined], [[1], []], 3)).toEqual([[], []]);
});
