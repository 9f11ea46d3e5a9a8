import { matrix } from '@mmae/matrix';
import { optionsForOne, seeingOnly, withOneModality, withShuffledPairs } from './control-tables.ts';

const table = {
  ids: ['a', 'b', 'c'],
  blocks: { image: matrix(3, 1, Float32Array.of(1, 2, 3)), text: matrix(3, 1, Float32Array.of(4, 5, 6)) },
  present: { image: Uint8Array.of(1, 0, 1), text: Uint8Array.of(1, 1, 1) },
  copies: { text: [matrix(3, 1, Float32Array.of(7, 8, 9))] },
};

test('withOneModality removes samples without the modality, and all other modalities', () => {
  const { ids, blocks, present, copies } = withOneModality(table, 'image');
  expect(ids).toEqual(['a', 'c']);
  expect(Object.keys(blocks)).toEqual(['image']);
  expect([...blocks.image.data]).toEqual([1, 3]);
  expect(Object.keys(present)).toEqual(['image']);
  expect(copies).toEqual({});
  expect([...withOneModality(table, 'text').copies!.text[0].data]).toEqual([7, 8, 9]);
});

test('optionsForOne keeps the options for one modality, at any depth', () => {
  const network = { latentDim: 4, encoders: { text: { hidden: [] }, image: { hidden: [8] } } };
  expect(optionsForOne({ stages: { a: { network } } }, 'text', ['image', 'text'])).toEqual({
    stages: { a: { network: { latentDim: 4, encoders: { text: { hidden: [] } } } } },
  });
});

test('seeingOnly embeds from all modalities only, and passes on its own', async () => {
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

test('withShuffledPairs keeps every row of every modality with its mask and copies, in another order', () => {
  const rows = Float32Array.from({ length: 100 }, (_, i) => i);
  const present = Uint8Array.from(rows, (i) => (i < 90 ? 1 : 0));
  const table = {
    ids: Array.from(rows, String),
    blocks: { image: matrix(100, 1, rows), text: matrix(100, 1, rows) },
    present: { image: present, text: present },
    copies: {
      text: [
        matrix(
          100,
          1,
          rows.map((i) => i + 0.5),
        ),
      ],
    },
  };
  const { ids, blocks, present: shuffledPresent, copies } = withShuffledPairs(table, 1);
  expect(ids).toEqual(table.ids);
  expect([...blocks.text.data].sort((a, b) => a - b)).toEqual([...rows]);
  expect(Array.from(rows).filter((i) => blocks.image.data[i] === blocks.text.data[i]).length).toBeLessThan(8);
  blocks.text.data.forEach((value, i) => {
    expect(copies!.text[0].data[i]).toBe(value + 0.5);
    expect(shuffledPresent.text[i]).toBe(value < 90 ? 1 : 0);
  });
});
