import { conceptOfLabel } from './concept-of-label.ts';
import { createVocabulary } from './create-vocabulary.ts';
import { mediaTopics } from './media-topics.ts';

const vocabulary = createVocabulary(mediaTopics().concepts);
const meant = conceptOfLabel(vocabulary, ['en', 'de', 'fr']);

test.each([
  ['Weather Warning', 'medtop:20001131'],
  ['weather warnings', 'medtop:20001131'],
  ['weather', 'medtop:17000000'],
  ['Unwetterwarnung', 'medtop:20001131'],
  ['animals', 'medtop:20000500'],
  ['Unwetterwarnungen', 'medtop:20001131'],
  ['Vädervarning', 'medtop:20001131'],
  ['Vädervarningar', undefined],
  ['national', undefined],
  ['river', 'medtop:20000439'],
  ['warning', undefined],
  ['qwertz', undefined],
  ['war crime action', undefined],
])('%s surely means %s', (label, qcode) => {
  expect([meant(label), meant(label)]).toEqual([qcode, qcode]);
});

test('a label that two concepts are named by means neither', () => {
  const named = (qcode: string) => ({
    qcode,
    names: { en: 'seal' },
    aliases: {},
    definitions: {},
    broader: [],
    matches: [],
    isRetired: false,
  });
  expect(conceptOfLabel(createVocabulary([named('a:1'), named('b:1')]))('seal')).toBeUndefined();
  expect(conceptOfLabel(createVocabulary([named('a:1'), { ...named('b:1'), isRetired: true }]))('seal')).toBe('a:1');
});
