import type { SampleRow } from '@mmae/run-folder';
import { labelTraces } from './label-traces.ts';

const row = (label: string, text: string): SampleRow => ({
  id: text,
  split: 'test',
  label,
  media: text === '' ? {} : { text },
  present: ['text'],
  extra: {},
});

test('counts texts that hold their label, and those that do so once its words are gone', () => {
  const rows = [
    row('horse', 'Horses run.'),
    row('horse', 'On horseback, a horse.'),
    row('horse', 'A racehorse'),
    row('horse', 'On horseback'),
  ];
  const [cat, horse] = labelTraces([...rows, row('horse', ''), row('horse', 'Hooves.'), row('cat', 'A horse')], 'text');
  expect(horse).toEqual({ label: 'horse', numTexts: 5, numNaming: 4, numLeft: 3, words: ['horseback', 'racehorse'] });
  expect(cat).toEqual({ label: 'cat', numTexts: 1, numNaming: 0, numLeft: 0, words: [] });
});

test('nothing is left of the classes that a stemmer fails on', () => {
  const classes = 'house woman table horse bridge castle television snake pine cattle mouse'.split(' ');
  const traces = labelTraces(classes.map((label) => row(label, `The ${label} and two ${label}s`)), 'text'); // prettier-ignore
  expect(traces.filter(({ numNaming }) => numNaming === 1)).toHaveLength(11);
  expect(traces.filter(({ numLeft }) => numLeft > 0)).toEqual([]);
});
