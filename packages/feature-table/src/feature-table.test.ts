import { matrix } from '@mmae/matrix';
import { samplesWithAll, samplesWithAny, selectSamples, type FeatureTable } from './index.ts';

const table: FeatureTable = {
  ids: ['a', 'b', 'c'],
  blocks: { image: matrix(3, 2, Float32Array.of(1, 2, 3, 4, 0, 0)), text: matrix(3, 1, Float32Array.of(5, 0, 7)) },
  present: { image: Uint8Array.of(1, 1, 0), text: Uint8Array.of(1, 0, 1) },
  copies: { text: [matrix(3, 1, Float32Array.of(50, 0, 70))] },
};

test('rows are taken in the order asked for, masks and copies with them', () => {
  const { ids, blocks, present, copies } = selectSamples(table, [2, 0]);
  expect(ids).toEqual(['c', 'a']);
  expect([...blocks.image.data]).toEqual([0, 0, 1, 2]);
  expect([...present.image]).toEqual([0, 1]);
  expect([...copies!.text[0].data]).toEqual([70, 50]);
});

test('rows are found by what they have', () => {
  expect(samplesWithAll(table, ['image', 'text'])).toEqual([0]);
  expect(samplesWithAny(table, ['image', 'text'])).toEqual([0, 1, 2]);
  expect(samplesWithAny(table, ['text'])).toEqual([0, 2]);
});
