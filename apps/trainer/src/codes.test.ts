import type { Manifest, Split } from '@mmae/samples';
import { numClustersOf } from './codes.ts';

test('as many clusters as train has labels: those of other splits do not count', () => {
  const sample = (id: string, split: Split, label: string) => ({ id, split, label, media: {}, extra: {} });
  const samples = [sample('a', 'train', 'cat'), sample('b', 'train', 'dog'), sample('c', 'ood', 'whale'), sample('d', 'test', 'cat')];
  const manifest = { samples } as unknown as Manifest;
  expect(numClustersOf({ codes: {} }, manifest)).toBe(2);
  expect(numClustersOf({ codes: { numClusters: 7 } }, manifest)).toBe(7);
});
