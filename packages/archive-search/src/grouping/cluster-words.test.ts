import { clusterWords } from './cluster-words.ts';

const typical = (clusters: (readonly [number, string, string?])[], numClusters = 2, count = 5) => {
  const words = clusterWords(numClusters);
  for (const [cluster, text, language] of clusters) words.add(cluster, { text, ...(language && { language }) });
  return words.typical(count);
};

test('words that a cluster has and others lack come first; stop words of the language and words of one sample are left out', () => {
  expect(
    typical([
      [0, 'The boats in the harbour'],
      [0, 'Harbour and boats, harbour, 1998'],
      [0, 'A harbour with a crane'],
      [1, 'Die Möwen und das Boot', 'de'],
      [1, 'Boote und Möwen', 'de-CH'],
      [1, 'the harbour'],
    ]),
  ).toEqual([['boats', 'harbour'], ['möwen']]);
});

test('the score is the share of a word times log(1 + A / f)', () => {
  // cluster 0: sea 3, moon 2 (5 words); cluster 1: sea 3, sun 4 (7 words); A = 6, f(sea) = 6
  const texts: [number, string][] = [
    ...[1, 2].map((): [number, string] => [0, 'sea moon']),
    [0, 'sea'],
    ...[1, 2, 3].map((): [number, string] => [1, 'sea sun']),
    [1, 'sun'],
  ];
  const [sea, moon] = [(3 / 5) * Math.log(1 + 6 / 6), (2 / 5) * Math.log(1 + 6 / 2)];
  expect(moon).toBeGreaterThan(sea);
  expect(typical(texts)).toEqual([
    ['moon', 'sea'],
    ['sun', 'sea'],
  ]);
  expect(typical(texts, 2, 1)).toEqual([['moon'], ['sun']]);
});

test('words of scripts without spaces, and texts of an unknown language', () => {
  expect(
    typical([
      [0, '東京の海', 'ja'],
      [0, '海と東京', 'ja'],
      [1, 'sea', 'no language'],
      [1, 'sea', 'xx'],
    ]),
  ).toEqual([['東京', '海'], ['sea']]);
});

test('a cluster without texts has no words', () => expect(clusterWords(2).typical(3)).toEqual([[], []]));
