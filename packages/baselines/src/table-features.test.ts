import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { featuresOrZeros, joinedFeatures, meanOverPresent, presentRows } from './table-features.ts';

const table: FeatureTable<Matrix> = {
  ids: ['a', 'b'],
  blocks: { image: matrix(2, 2, Float32Array.of(1, 2, 3, 4)), audio: matrix(2, 1, Float32Array.of(5, 6)) },
  present: { image: Uint8Array.of(1, 1), audio: Uint8Array.of(1, 0) },
};

test('features are concatenated by the name of the modality; missing and unused ones are zero', () => {
  expect([...joinedFeatures(table, ['audio', 'image']).data]).toEqual([5, 1, 2, 0, 3, 4]);
  expect([...joinedFeatures(table, ['image']).data]).toEqual([0, 1, 2, 0, 3, 4]);
  expect([...featuresOrZeros(table, 'audio', true).data]).toEqual([5, 0]);
  expect([...table.blocks.audio.data]).toEqual([5, 6]);
});

test('rows are not copied where every sample has the modality', () => {
  expect(presentRows(table, 'image', table.blocks.image)).toBe(table.blocks.image);
});

test('the mean is over the modalities that a sample has', () => {
  const project = (modality: string) => matrix(2, 1, modality === 'image' ? Float32Array.of(2, 2) : Float32Array.of(6, 9));
  expect([...meanOverPresent(table, ['image', 'audio'], 1, project).data]).toEqual([4, 2]);
  expect([...meanOverPresent(table, ['audio'], 1, project).data]).toEqual([6, 0]);
});
