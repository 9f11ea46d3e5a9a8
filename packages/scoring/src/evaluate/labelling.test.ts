import type { SampleRow } from '@mmae/run-folder';
import type { Run } from '../run.ts';
import { labellingOf, leftOutOf } from './labelling.ts';

/** Samples of a split with these labels; '' for none. */
const rows = (split: 'train' | 'test', labels: readonly string[]): SampleRow[] =>
  labels.map((label, index) => ({ id: `${split}${index}`, split, ...(label && { label }), media: {}, present: ['image'], extra: {} }));
const of = (train: readonly string[], test: readonly string[]) => labellingOf([...rows('train', train), ...rows('test', test)], 'test');

test('labels in both splits are used for scores and names', () => {
  expect(of(['a', 'b', 'a', ''], ['b', 'a'])).toEqual({ canScore: true, canName: true, reasons: [] });
});

test.each([
  ['none', ['', ''], [''], 'the items have no labels'],
  ['one label', ['a', 'a'], ['a', ''], 'all labelled items have the same label'],
  [
    'a label per item',
    ['a', 'b', 'c'],
    ['d', 'e'],
    '5 labelled items have 5 labels, fewer than two items per label: such labels are not classes',
  ],
])('%s: labels are not used', (_, train, test, reason) => {
  expect(of(train, test)).toEqual({ canScore: false, canName: false, reasons: [reason] });
});

test('labels in another split only are not used', () => {
  const ood = rows('test', ['a', 'b']).map((row) => ({ ...row, split: 'ood' as const }));
  const reasons = ['no item of train or test has a label'];
  expect(labellingOf([...rows('train', ['']), ...rows('test', ['']), ...ood], 'test')).toEqual({
    canScore: false,
    canName: false,
    reasons,
  });
});

test('labels in test alone give scores but no names; labels in train alone give names but no scores', () => {
  expect(of(['', ''], ['a', 'b', 'a', 'b'])).toEqual({ canScore: true, canName: false, reasons: ['no training item has a label'] });
  expect(of(['a', 'b', 'a', 'b'], [''])).toEqual({ canScore: false, canName: true, reasons: ['no item of the test split has a label'] });
  expect(of(['a', 'b', 'a', 'b'], ['a', 'a']).reasons).toEqual(['the labelled items of the test split all have the same label']);
});

test('what is left out is named with the reason: modalities of the training, unlabelled items, comparisons across modalities', () => {
  const samples = [...rows('train', ['a', 'b', 'a', 'b']), ...rows('test', ['a', 'b', ''])];
  const run = { samples, config: { leftOut: { audio: 'all files are silent' } } } as unknown as Run;
  const task = { labelling: labellingOf(samples, 'test'), modalities: ['image'], scored: [4, 5], split: 'test' };
  expect(leftOutOf(run, task)).toEqual([
    'The modality audio: all files are silent.',
    'Search across modalities, their alignment, and scores with missing modalities: the run has only one modality, image.',
    '1 unlabelled items of the test split: only the 2 labelled ones are scored.',
  ]);
});
