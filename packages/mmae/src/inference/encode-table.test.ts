import { selectRows, type StoredRows } from '@mmae/matrix';
import { embed, embedEncoded, encodeTable, reconstruct, reconstructEncoded, tableEncoder, type Model } from '../index.ts';
import { modalities, table, trainedModel } from './trained-model.test.helper.ts';

let model: Model;

beforeAll(async () => {
  model = await trainedModel();
});

test('each network reads a modality once, whatever subsets are used, with the same results', () => {
  const read: string[] = [];
  const watched = (modality: string): StoredRows => ({
    numRows: 30,
    numColumns: table.blocks[modality].numColumns,
    read(indices) {
      read.push(modality);
      return selectRows(table.blocks[modality], indices);
    },
  });
  const blocks = Object.fromEntries(modalities.map((modality) => [modality, watched(modality)]));
  const encoded = encodeTable(model, { ...table, blocks });
  expect(read).toEqual([]);
  expect(embedEncoded(encoded, ['audio', 'text'])).toEqual(embed(model, table, ['audio', 'text']));
  expect(embedEncoded(encoded, ['text'])).toEqual(embed(model, table, ['text']));
  expect(read.sort()).toEqual(['audio', 'audio', 'text', 'text']); // once by each of two networks
  expect(reconstructEncoded(encoded, modalities, 'image')).toEqual(reconstruct(model, table, modalities, 'image'));
});

test('a table encoder keeps the encoding of a table', () => {
  const encode = tableEncoder(model);
  expect(encode(table)).toBe(encode(table));
  expect(encode({ ...table })).not.toBe(encode(table));
});
