import { matrix } from '@mmae/matrix';
import { optionsForOne, seeingOnly, withOneModality } from './one-modality.ts';

const table = {
  ids: ['a', 'b', 'c'],
  blocks: { image: matrix(3, 1, Float32Array.of(1, 2, 3)), text: matrix(3, 1, Float32Array.of(4, 5, 6)) },
  present: { image: Uint8Array.of(1, 0, 1), text: Uint8Array.of(1, 1, 1) },
  copies: { text: [matrix(3, 1, Float32Array.of(7, 8, 9))] },
};

test('samples without the modality are gone, and every trace of the others', () => {
  const { ids, blocks, present, copies } = withOneModality(table, 'image');
  expect(ids).toEqual(['a', 'c']);
  expect(Object.keys(blocks)).toEqual(['image']);
  expect([...blocks.image.data]).toEqual([1, 3]);
  expect(Object.keys(present)).toEqual(['image']);
  expect(copies).toEqual({});
  expect([...withOneModality(table, 'text').copies!.text[0].data]).toEqual([7, 8, 9]);
});

test('options keep what they say of the one modality, at any depth', () => {
  const network = { latentDim: 4, encoders: { text: { hidden: [] }, image: { hidden: [8] } } };
  expect(optionsForOne({ stages: { a: { network } } }, 'text', ['image', 'text'])).toEqual({
    stages: { a: { network: { latentDim: 4, encoders: { text: { hidden: [] } } } } },
  });
});

test('it answers for whole samples, from its own modality', async () => {
  const asked: (readonly string[])[] = [];
  const one = {
    fit: async () => undefined,
    embed: async (_: unknown, modalities: readonly string[]) => {
      asked.push(modalities);
      return table.blocks.image;
    },
  };
  const seeing = seeingOnly('image', one);
  expect(await seeing.embed(table, ['image'])).toBeUndefined();
  expect(await seeing.embed(table, ['image', 'text'])).toBe(table.blocks.image);
  expect(asked).toEqual([['image']]);
});
