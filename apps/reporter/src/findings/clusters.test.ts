import { matrix } from '@mmae/matrix';
import type { Results } from '@mmae/scoring';
import { clusterLabelsOf, labelShares, summarizeClusters } from './clusters.ts';

// Eight samples on a line: cluster 0 at 0 … 4, cluster 1 at 5 … 7. In training, cluster 0 is mostly "a", cluster 1 is half "a" and half "b".
const labels = ['a', 'a', 'b', 'a', 'a', 'a', 'b', 'b'];
const splits = ['train', 'train', 'train', 'test', 'test', 'train', 'train', 'test'];
const texts = ['red fox', 'red fox', 'red', 'red dog', 'sea', 'blue sea', 'blue sea', 'blue'];
const samples = labels.map((label, i) => ({
  id: `s${i}`,
  label,
  split: splits[i],
  media: { text: texts[i] },
  present: ['text'],
  extra: {},
}));
const previews = [4, 2].map((i) => ({
  id: `s${i}`,
  label: labels[i],
  split: splits[i],
  media: { text: { kind: 'text', text: texts[i] } },
}));
const results = {
  run: { samples, previews, modalities: ['text'] },
  embeddings: { text: matrix(8, 1, Float32Array.from(labels.keys())) },
  clustering: { numClusters: 3, clusters: Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1) },
  labelling: { canName: true, canScore: true, reasons: [] },
} as unknown as Results;

test('a cluster is named after the majority label of its training items; without a majority it is mixed', () => {
  const names = clusterLabelsOf(results)!;
  expect([...names].map(([cluster, { label }]) => [cluster, label])).toEqual([[0, 'a']]);
  expect(clusterLabelsOf({ ...results, labelling: { ...results.labelling, canName: false } })).toBeUndefined();
});

test('a summary has label shares, the other clusters of its label, typical items and words; empty clusters are left out', () => {
  const [large, small, ...others] = summarizeClusters(results);
  expect(others).toEqual([]);
  expect(large).toMatchObject({ cluster: 0, size: 5, name: 'a', words: [] });
  expect(large.labels.map(({ name, count, total }) => [name, count, total])).toEqual([
    ['a', 4, 5],
    ['b', 1, 5],
  ]);
  expect(large.elsewhere.map(({ cluster, share }) => [cluster, share.count, share.total])).toEqual([[1, 1, 5]]);
  expect(large.typical.map(({ id }) => id)).toEqual(['s2', 's4']); // the mean is at 2
  expect(small).toMatchObject({ cluster: 1, size: 3, name: 'mixed', typical: [], words: ['blue'] });
});

test('samples without a label are not counted', () => {
  expect(labelShares(['x', undefined, 'y', 'x'])).toEqual([
    { name: 'x', share: 2 / 3, count: 2, total: 3 },
    { name: 'y', share: 1 / 3, count: 1, total: 3 },
  ]);
});
