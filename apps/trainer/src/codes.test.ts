import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { findCodesOf, toLine, type CodesChoice } from './codes.ts';

test('findCodesOf refuses more codes than train samples before training', () => {
  const train = { ids: ['a', 'b', 'c'], blocks: {}, present: {} };
  const find = () => findCodesOf({ codes: { numClusters: 4 }, seed: 0 }, train);
  expect(find).toThrow('codes: expected codes.numClusters of at most 3, the number of train samples, got 4. Lower it, or add samples.');
});

test('codes.networks=false takes the codes from the MCCA only, unless one modality leaves no MCCA', async () => {
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
    findCodesOf({ codes: { numClusters: 2, networks, mcca: { width: 2 } }, seed: 0 }, table)([embedding]);
  const halves = Array.from(all, (_, i) => Number(i >= 20));
  const found = Array.from(await codesOf(false, noise(40)));
  expect(found.map((code) => Number(code !== found[0]))).toEqual(halves);
  expect(Array.from(await codesOf(false, noise(40)))).toEqual(found);
  expect(Array.from(await codesOf(undefined, shifted(noise(40))))).toEqual(found);
  const oneModality = { ...train, blocks: { image: blocks.image }, present: { image: all } };
  expect(Array.from(await codesOf(false, shifted(noise(40)), oneModality))).toEqual(found);
});

test('without codes.numClusters the silhouette chooses the number of codes, which is reported', async () => {
  const random = seededRandom(2);
  const numKinds = 6;
  const rows = Float32Array.from({ length: 8 * 120 }, (_, k) => (k % 8 === Math.floor(k / 8) % numKinds ? 5 : 0) + 0.2 * random.normal());
  const embedding = matrix(120, 8, rows);
  const train = {
    ids: Array.from({ length: 120 }, (_, i) => `${i}`),
    blocks: { image: embedding },
    present: { image: new Uint8Array(120).fill(1) },
  };
  const choices: CodesChoice[] = [];
  const find = (codes: { numClusters?: number }) =>
    findCodesOf({ codes, seed: 0 }, train, (choice) => void choices.push(choice))([embedding]);
  const codes = Array.from(await find({}));
  expect(codes).toEqual(codes.map((_, i) => codes[i % numKinds]));
  expect(new Set(codes).size).toBe(numKinds);
  await find({ numClusters: 3 });
  expect(choices.map(({ numClusters, from }) => [numClusters, from])).toEqual([
    [6, 'silhouette'],
    [3, 'experiment'],
  ]);
  expect(choices.map(toLine)).toEqual([
    'codes: 6, chosen without labels by the best silhouette of 4 to 24 clusters',
    'codes: 3, set by the experiment',
  ]);
});
