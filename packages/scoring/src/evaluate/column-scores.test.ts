import type { SampleRow } from '@mmae/run-folder';
import { maxColumnValues, partsOf } from './column-scores.ts';

const samples = (extras: readonly Record<string, string>[]): SampleRow[] =>
  extras.map((extra, index) => ({ id: `${index}`, split: 'test', media: {}, present: ['image'], extra }));
const partNames = (extras: readonly Record<string, string>[]) =>
  partsOf(samples(extras), Uint32Array.from(extras.keys())).map(({ column, value, indices }) => [column, value, indices.length]);

test('a column makes parts where two values or more have 20 samples each', () => {
  const voices = Array.from({ length: 60 }, (_, i) => ({ voice: ['real', 'synthetic', ''][i % 3], source: 'archive' }));
  expect(partNames(voices)).toEqual([
    ['voice', 'real', 20],
    ['voice', 'synthetic', 20],
  ]);
  expect(partNames(voices.slice(1))).toEqual([]); // 19 real ones are too few
});

test('a column with many values is a description', () => {
  const extras = (numValues: number) => Array.from({ length: 20 * numValues }, (_, i) => ({ title: `${i % numValues}` }));
  expect(partNames(extras(maxColumnValues))).toHaveLength(maxColumnValues);
  expect(partNames(extras(maxColumnValues + 1))).toEqual([]);
});
