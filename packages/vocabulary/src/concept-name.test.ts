import { conceptName } from './concept-name.ts';
import { mediaTopics } from './media-topics.ts';

const weather = mediaTopics().concepts.find(({ qcode }) => qcode === 'medtop:17000000');

test('a concept is named in the language wanted, or the nearest to it', () => {
  expect(weather && conceptName(weather, 'de-AT')).toEqual({ name: 'Wetter', language: 'de' });
  expect(weather && conceptName(weather, 'en')).toEqual({ name: 'weather', language: 'en-GB' });
  expect(weather && conceptName(weather, 'fi')).toEqual({ name: 'weather', language: 'en-GB' });
});

test('a concept without English has its first name; one without any its qcode', () => {
  const concept = { qcode: 'x:1', aliases: {}, definitions: {}, broader: [], matches: [], isRetired: false };
  expect(conceptName({ ...concept, names: { fi: 'satama' } }, 'de')).toEqual({ name: 'satama', language: 'fi' });
  expect(conceptName({ ...concept, names: {} }, 'de')).toEqual({ name: 'x:1', language: 'und' });
});
