import type { FeatureTable } from '@mmae/feature-table';
import { matrix, seededRandom, type Matrix } from '@mmae/matrix';
import type { Manifest, Split } from '@mmae/samples';
import { findCodesOf, numClustersOf } from './codes.ts';

test('as many clusters as train has labels: those of other splits do not count', () => {
  const sample = (id: string, split: Split, label: string) => ({ id, split, label, media: {}, extra: {} });
  const samples = [sample('a', 'train', 'cat'), sample('b', 'train', 'dog'), sample('c', 'ood', 'whale'), sample('d', 'test', 'cat')];
  const manifest = { samples } as unknown as Manifest;
  expect(numClustersOf({ codes: {} }, manifest)).toBe(2);
  expect(numClustersOf({ codes: { numClusters: 7 } }, manifest)).toBe(7);
});

test('more codes than train samples are refused before anything is trained', () => {
  const train = { ids: ['a', 'b', 'c'], blocks: {}, present: {} };
  const find = () => findCodesOf({ codes: { numClusters: 4 }, seed: 0 }, { samples: [] } as unknown as Manifest, train);
  expect(find).toThrow('codes: expected codes.numClusters of at most 3, the train samples, got 4. Lower it, or add samples.');
});

test('codes can be those of an MCCA alone, whatever the networks say, but where one modality leaves no MCCA', async () => {
  const random = seededRandom(1);
  const noise = (numRows: number) =>
    matrix(
      numRows,
      4,
      Float32Array.from({ length: 4 * numRows }, () => random.normal()),
    );
  const shifted = (block: Matrix) =>
    matrix(
      40,
      4,
      block.data.map((x, k) => x + (k < 80 ? 6 : -6)),
    );
  const blocks = { image: shifted(noise(40)), text: shifted(noise(40)) };
  const all = new Uint8Array(40).fill(1);
  const train = { ids: Array.from({ length: 40 }, (_, i) => `${i}`), blocks, present: { image: all, text: all } };
  const codesOf = (networks: boolean | undefined, embedding: Matrix, table: FeatureTable = train) =>
    findCodesOf(
      { codes: { numClusters: 2, networks, mcca: { width: 2 } }, seed: 0 },
      { samples: [] } as unknown as Manifest,
      table,
    )([embedding]);
  const halves = Array.from(all, (_, i) => Number(i >= 20));
  const found = Array.from(await codesOf(false, noise(40)));
  expect(found.map((code) => Number(code !== found[0]))).toEqual(halves);
  expect(Array.from(await codesOf(false, noise(40)))).toEqual(found);
  expect(Array.from(await codesOf(undefined, shifted(noise(40))))).toEqual(found);
  const oneModality = { ...train, blocks: { image: blocks.image }, present: { image: all } };
  expect(Array.from(await codesOf(false, shifted(noise(40)), oneModality))).toEqual(found);
});
