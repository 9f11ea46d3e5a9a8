import type { SampleRow } from '@mmae/run-folder';
import { labelMentions } from './label-mentions.ts';

const row = (label: string, text: string): SampleRow => ({
  id: text,
  split: 'test',
  label,
  media: text === '' ? {} : { text },
  present: ['text'],
  extra: {},
});

test('counts texts that contain their label, and those that still do after its words are removed', () => {
  const rows = [
    row('horse', 'Horses run.'),
    row('horse', 'On horseback, a horse.'),
    row('horse', 'A racehorse'),
    row('horse', 'On horseback'),
  ];
  const [cat, horse] = labelMentions([...rows, row('horse', ''), row('horse', 'Hooves.'), row('cat', 'A horse')], 'text');
  expect(horse).toEqual({ label: 'horse', numTexts: 5, numMentions: 4, numRemaining: 3, words: ['horseback', 'racehorse'] });
  expect(cat).toEqual({ label: 'cat', numTexts: 1, numMentions: 0, numRemaining: 0, words: [] });
});

test('labels that defeat a stemmer are removed completely', () => {
  const classes = 'cheese woman table horse bridge castle television snake pine cattle mouse'.split(' ');
  const traces = labelMentions(classes.map((label) => row(label, `The ${label} and two ${label}s`)), 'text'); // prettier-ignore
  expect(traces.filter(({ numMentions }) => numMentions === 1)).toHaveLength(11);
  expect(traces.filter(({ numRemaining }) => numRemaining > 0)).toEqual([]);
});
