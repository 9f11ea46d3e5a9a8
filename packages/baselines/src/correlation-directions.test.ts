import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { correlationDirections, momentsOf, viewsOf } from './correlation-directions.ts';

const column = (...values: number[]) => matrix(values.length, 1, Float32Array.from(values));
const table: FeatureTable<Matrix> = {
  ids: ['a', 'b', 'c'],
  blocks: { image: column(1, -1, 7), audio: column(2, -2, 2) },
  present: { image: Uint8Array.of(1, 1, 0), audio: Uint8Array.of(1, 1, 1) },
  copies: { image: [column(3, -3, 7)] },
};

test('moments are means over the samples that have both modalities, in all views', () => {
  const moments = momentsOf(table, viewsOf(table, true), ['image', 'audio']);
  expect(moments[0][0].data[0]).toBeCloseTo((1 + 1 + 9 + 9) / 4);
  expect(moments[0][1].data[0]).toBeCloseTo((2 + 2 + 6 + 6) / 4);
  expect(moments[1][1].data[0]).toBeCloseTo((4 + 4 + 4) / 3);
  expect(momentsOf(table, viewsOf(table, false), ['image', 'audio'])[0][0].data[0]).toBeCloseTo(1);
});

test('equal modalities correlate with 1, and a direction v has vᵀ·D·v = 1', () => {
  const twins = {
    ...table,
    copies: {},
    blocks: { image: column(2, -2, 0), audio: column(2, -2, 0) },
    present: { image: Uint8Array.of(1, 1, 1), audio: Uint8Array.of(1, 1, 1) },
  };
  const moments = momentsOf(twins, viewsOf(twins, false), ['image', 'audio']);
  const { correlations, projections } = correlationDirections(['image', 'audio'], moments, { ridge: 0, numComponents: 1, seed: 0 });
  expect(correlations[0]).toBeCloseTo(1, 5);
  const variance = 8 / 3; // of each modality; D has one such block for each
  expect(projections.image.data[0] ** 2 * variance + projections.audio.data[0] ** 2 * variance).toBeCloseTo(1, 4);
});
