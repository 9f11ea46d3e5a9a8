// `representation.ts` has types only.
import { matrix, selectRows, type Matrix, type Rows } from '@mmae/matrix';
import { readSamples, samplesWithAll, samplesWithAny, samplesWithTwo, selectSamples, type FeatureTable } from './feature-table.ts';

const table: FeatureTable<Matrix> = {
  ids: ['a', 'b', 'c'],
  blocks: { image: matrix(3, 2, Float32Array.of(1, 2, 3, 4, 0, 0)), text: matrix(3, 1, Float32Array.of(5, 0, 7)) },
  present: { image: Uint8Array.of(1, 1, 0), text: Uint8Array.of(1, 0, 1) },
  copies: { text: [matrix(3, 1, Float32Array.of(50, 0, 70))] },
};

test('rows are selected in the given order, with their masks and copies', () => {
  const { ids, blocks, present, copies } = selectSamples(table, [2, 0]);
  expect(ids).toEqual(['c', 'a']);
  expect([...blocks.image.data]).toEqual([0, 0, 1, 2]);
  expect([...present.image]).toEqual([0, 1]);
  expect([...copies!.text[0].data]).toEqual([70, 50]);
});

test('rows are found by their modalities', () => {
  expect(samplesWithAll(table, ['image', 'text'])).toEqual([0]);
  expect(samplesWithAny(table, ['image', 'text'])).toEqual([0, 1, 2]);
  expect(samplesWithAny(table, ['text'])).toEqual([0, 2]);
  expect([samplesWithTwo(table), samplesWithTwo(selectSamples(table, [1, 2]))]).toEqual([1, 0]);
});

test('rows of stored blocks are read on demand, and are the same', () => {
  const read: number[][] = [];
  const stored = (block: Matrix): Rows => ({
    numRows: block.numRows,
    numColumns: block.numColumns,
    read(indices) {
      read.push(Array.from(indices));
      return selectRows(block, indices);
    },
  });
  const blocks = { image: stored(table.blocks.image), text: stored(table.blocks.text) };
  const storedTable: FeatureTable = { ...table, blocks, copies: { text: table.copies!.text.map(stored) } };
  const some = selectSamples(selectSamples(storedTable, [2, 0, 1]), [2, 1]);
  expect(read).toEqual([]);
  expect(some.blocks.image.numRows).toBe(2);
  expect(readSamples(some, [1, 0], { withCopies: true })).toEqual(selectSamples(table, [0, 1]));
  expect(read).toEqual([[0, 1], [0, 1], [0, 1]]); // prettier-ignore
  expect(readSamples(table, [1]).copies).toBeUndefined();
});
