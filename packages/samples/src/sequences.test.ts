import { sequencesOf } from './sequences.ts';

const shot = (asset: string, from: string, timecode = '') => ({ extra: { asset, from, timecode } });
const columns = { asset: 'asset', order: 'from' };

test('the samples of an asset are in the order of their numbers, not of their digits; decimals count', () => {
  const samples = [shot('a', '100'), shot('b', '3'), shot('a', '25'), shot('', '1'), shot('a', '24.5'), shot('b', '3')];
  expect(sequencesOf(samples, columns)).toEqual([
    [4, 2, 0],
    [1, 5],
  ]);
});

test('timecodes are an order, with drop frames and without', () => {
  const samples = ['10:00:01:00', '9:59:59:24', '10:00:00:02', '10:00:00:10'].map((timecode) => shot('a', '', timecode));
  expect(sequencesOf(samples, { asset: 'asset', order: 'timecode' })).toEqual([[1, 2, 3, 0]]);
  const drop = ['01:00:00;10', '01:00:00;02'].map((timecode) => shot('a', '', timecode));
  expect(sequencesOf(drop, { asset: 'asset', order: 'timecode' })).toEqual([[1, 0]]);
});

test('where a sample has no value, or there is no such column, the order is that of the manifest', () => {
  expect(sequencesOf([shot('a', '9'), shot('a', ''), shot('a', '1')], columns)).toEqual([[0, 1, 2]]);
  expect(sequencesOf([shot('a', '9'), shot('a', '1')], { asset: 'asset', order: 'constructor' })).toEqual([[0, 1]]);
});

test('the group of the samples may be the asset; a manifest without the column has no sequences', () => {
  const samples = [{ group: 'g', extra: {} }, { group: 'g', extra: {} }, { extra: {} }];
  expect(sequencesOf(samples, { asset: 'group', order: 'from' })).toEqual([[0, 1]]);
  expect(sequencesOf(samples, columns)).toEqual([]);
});
