import { typicalWords } from './typical-words.ts';

test('words that set a cluster apart come first; common words and words of a single text are left out', () => {
  const texts = [
    'the red fox runs',
    'the red fox sleeps',
    'the fox eats',
    'the blue sea rests',
    'the blue sea rises',
    'the sky',
    undefined,
  ];
  const clusters = [
    [0, 1, 2, 6],
    [3, 4],
  ];
  const [land, water] = typicalWords(texts, clusters, 5);
  expect(land).toEqual([
    { word: 'red', share: 2 / 3 },
    { word: 'fox', share: 1 },
  ]);
  expect(water.map(({ word }) => word)).toEqual(['blue', 'sea']);
});

test('stop words are never typical', () => {
  const texts = ['der rote Fuchs', 'der rote Hund', 'ein Meer', 'ein See', 'ein Fluss', 'ein Bach'];
  expect(typicalWords(texts, [[0, 1]], 5, new Set(['der']))[0].map(({ word }) => word)).toEqual(['rote']);
});

test('a script without spaces is split into words', () => {
  const texts = ['静かな狐は森で眠る。', '静かな狐は走る。', '海は青い。', '海は広い。'];
  expect(typicalWords(texts, [[0, 1]], 9)[0].map(({ word }) => word)).toContain('静か');
});

test('a cluster without texts has no words', () => {
  expect(typicalWords(['one', undefined], [[1], []], 3)).toEqual([[], []]);
});
