import type { ArchiveSample, Asset } from '@mmae/archive-store';
import { sharedAssets } from './shared-assets.ts';

const numSamples: Record<number, number> = { 1: 4, 2: 10, 3: 2 };
const archive = { asset: (key: number) => ({ key, numSamples: numSamples[key] ?? 1 }) as Asset };
const group = (...assetKeys: number[]) => ({
  similarity: 1,
  samples: assetKeys.map((assetKey, i): ArchiveSample => ({ key: i, id: '', assetKey, media: {}, text: '', extra: {} })),
});

test('pairs of assets by the share of the smaller that the other has too', () => {
  const groups = [group(2, 1), group(1, 2), group(1, 1, 2), group(3, 2)];
  const found = sharedAssets(archive, groups).map(({ assets, numShared, share }) => [assets.map(({ key }) => key), numShared, share]);
  expect(found).toEqual([
    [[1, 2], 3, 0.75],
    [[2, 3], 1, 0.5],
  ]);
  expect(sharedAssets(archive, [group(1, 2)])).toEqual([]);
});

test('what more than 20 assets have says nothing about any two of them', () => {
  const assets = (count: number) => group(...Array.from({ length: count }, (_, i) => 100 + i));
  expect(sharedAssets(archive, [assets(20)])).toHaveLength(190);
  expect(sharedAssets(archive, [assets(21)])).toEqual([]);
});
