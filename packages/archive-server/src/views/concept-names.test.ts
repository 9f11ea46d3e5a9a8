import { createVocabulary } from '@mmae/vocabulary';
import { nameReader, wantedLanguage } from './concept-names.ts';

test.each([
  ['de-AT, en;q=0.5', 'de-AT'],
  ['en;q=0.2,fr;q=0.9', 'fr'],
  ['*', 'en'],
  ['de;q=0, fr;q=0.1', 'fr'],
  ['', 'en'],
  [undefined, 'en'],
  ['<script>;q=9', 'en'],
])('of %j the most wanted language is %s', (header, language) => {
  expect(wantedLanguage(header)).toBe(language);
});

test('a concept is named in the language, or in English', () => {
  const facts = { aliases: {}, definitions: {}, broader: [], matches: [], isRetired: false };
  const vocabulary = createVocabulary([{ qcode: 'a:1', names: { 'en-GB': 'harbour', de: 'Hafen' }, ...facts }]);
  expect(['de-AT', 'fr'].map((language) => nameReader(vocabulary, language)('a:1'))).toEqual(['Hafen', 'harbour']);
  expect([nameReader(vocabulary, 'de')('a:2'), nameReader(undefined, 'de')('a:1')]).toEqual([undefined, undefined]);
});
