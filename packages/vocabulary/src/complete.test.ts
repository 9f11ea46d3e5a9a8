import { createVocabulary } from './create-vocabulary.ts';
import { mediaTopics } from './media-topics.ts';

const vocabulary = createVocabulary(mediaTopics().concepts);

test('names that begin with the prefix come first, then names with such a word', () => {
  const names = vocabulary.complete('weath', { language: 'en', limit: 20 }).map((concept) => concept.names['en-GB']);
  expect(names.slice(0, 2)).toEqual(['weather', 'weather warning']);
  expect(vocabulary.complete('forecast', { language: 'en' }).map(({ names: of }) => of['en-GB'])).toContain('weather forecast');
});

test('a language, accents and the limit are observed', () => {
  expect(vocabulary.complete('Unwetter', { language: 'de' }).map(({ qcode }) => qcode)).toContain('medtop:20001131');
  expect(vocabulary.complete('unwetterw', { language: 'en' })).toEqual([]);
  expect(vocabulary.complete('vader', { language: 'sv', limit: 2 })).toHaveLength(2);
  expect(vocabulary.complete(' ')).toEqual([]);
});

test('retired concepts are not offered', () => {
  expect(vocabulary.complete('war crime action')).toEqual([]);
});
