import type { SampleRow } from '@mmae/run-folder';
import { labellingOf } from './labelling.ts';

/** Samples of a split with these labels; '' for none. */
const rows = (split: 'train' | 'test', labels: readonly string[]): SampleRow[] =>
  labels.map((label, index) => ({ id: `${split}${index}`, split, ...(label && { label }), media: {}, present: ['image'], extra: {} }));
const of = (train: readonly string[], test: readonly string[]) => labellingOf([...rows('train', train), ...rows('test', test)], 'test');

test('labels in both splits score and name', () => {
  expect(of(['a', 'b', 'a', ''], ['b', 'a'])).toEqual({ scores: true, names: true, reasons: [] });
});

test.each([
  ['none', ['', ''], [''], 'the items have no labels'],
  ['one label', ['a', 'a'], ['a', ''], 'all labelled items have the same label: there is nothing to tell it from'],
  [
    'a label an item',
    ['a', 'b', 'c'],
    ['d', 'e'],
    '5 labelled items have 5 labels, fewer than two items a label: such labels are no classes',
  ],
])('%s: nothing is said of labels', (_, train, test, reason) => {
  expect(of(train, test)).toEqual({ scores: false, names: false, reasons: [reason] });
});

test('labels that are only in a split of neither are said to be elsewhere', () => {
  const ood = rows('test', ['a', 'b']).map((row) => ({ ...row, split: 'ood' as const }));
  const reasons = ['no item of train or test has a label'];
  expect(labellingOf([...rows('train', ['']), ...rows('test', ['']), ...ood], 'test')).toEqual({ scores: false, names: false, reasons });
});

test('labels in test alone score, but name no cluster; labels in train alone name, but do not score', () => {
  expect(of(['', ''], ['a', 'b', 'a', 'b'])).toEqual({ scores: true, names: false, reasons: ['no training item has a label'] });
  expect(of(['a', 'b', 'a', 'b'], [''])).toEqual({ scores: false, names: true, reasons: ['no item of the test split has a label'] });
  expect(of(['a', 'b', 'a', 'b'], ['a', 'a']).reasons).toEqual(['the labelled items of the test split all have the same label']);
});
