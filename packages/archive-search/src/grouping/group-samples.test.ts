import type { ArchiveSample } from '@mmae/archive-store';
import { matrix } from '@mmae/matrix';
import { groupSamples } from './group-samples.ts';

const sample = (key: number, text: string, keywords?: string): ArchiveSample => ({
  ...{ key, id: `${key}`, assetKey: key, media: {}, text, extra: keywords === undefined ? {} : { keywords } },
});

const samples = [
  sample(3, 'boats at dawn', 'harbour'),
  sample(5, 'boats', 'harbour'),
  sample(8, ''),
  sample(9, ''),
  sample(11, 'not indexed, boats'),
];
const archive = {
  *eachSample() {
    yield samples.slice(0, 2);
    yield samples.slice(2);
  },
};

test('clusters have sample keys, names from texts and keywords, and a number where there are no words', async () => {
  const joint = { sampleKeys: Uint32Array.of(3, 5, 8, 9), matrix: matrix(4, 2, Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1)) };
  const { clusters, map } = await groupSamples(archive, joint, { numClusters: 2 });
  expect(clusters.map(({ name, words, sampleKeys }) => [name, words, [...sampleKeys]])).toEqual([
    ['boats, harbour', ['boats', 'harbour'], [3, 5]],
    ['2', [], [8, 9]],
  ]);
  expect([[...map!.sampleKeys], map!.positions.length]).toEqual([[3, 5, 8, 9], 8]);
});

test('nothing indexed: no clusters and no map', async () => {
  expect(await groupSamples(archive, undefined)).toEqual({ clusters: [] });
});
