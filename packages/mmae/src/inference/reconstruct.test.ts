import { matrix } from '@mmae/matrix';
import { canReconstruct, reconstruct, type Model } from '../index.ts';
import { maxDifference } from '../tables.test.helper.ts';
import { modalities, table, trainedModel } from './trained-model.test.helper.ts';

let model: Model;

beforeAll(async () => {
  model = await trainedModel();
});

test('a reconstruction uses the private latent of its modality where that is among the inputs, and otherwise nothing of it', () => {
  const moved = {
    ...table,
    blocks: {
      ...table.blocks,
      image: matrix(
        30,
        6,
        table.blocks.image.data.map((x) => x + 1),
      ),
    },
  };
  expect(maxDifference(reconstruct(model, table, ['audio'], 'image').data, reconstruct(model, moved, ['audio'], 'image').data)).toBe(0);
  expect(
    maxDifference(reconstruct(model, table, modalities, 'image').data, reconstruct(model, moved, modalities, 'image').data),
  ).toBeGreaterThan(0.1);
  const { image: left, ...blocks } = table.blocks;
  expect(left.numColumns).toBe(6);
  expect(reconstruct(model, { ...table, blocks }, ['audio'], 'image')).toEqual(reconstruct(model, table, ['audio'], 'image'));
});

test('a row without any of the modalities is reconstructed as zeros', () => {
  const fromText = reconstruct(model, table, ['text'], 'audio');
  for (let i = 0; i < 30; i++) expect(fromText.data.subarray(4 * i, 4 * i + 4).some((x) => x !== 0)).toBe(i % 3 !== 0);
});

test('a model without decoders cannot reconstruct', () => {
  const { predict } = model.description.options.stages;
  const encoders = { ...model, description: { ...model.description, options: { ...model.description.options, stages: { predict } } } };
  expect([canReconstruct(model), canReconstruct(encoders)]).toEqual([true, false]);
  expect(() => reconstruct(encoders, table, ['image'], 'audio')).toThrow(
    'reconstruct: expected a stage that reconstructs, got none. Train one with objective.reconstruction above 0.',
  );
});
