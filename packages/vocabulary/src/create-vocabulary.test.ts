// Also covers `match.ts`, `name-index.ts`, `name-key.ts` and `vocabulary.ts`.
import fc from 'fast-check';
import { createVocabulary } from './create-vocabulary.ts';
import { mediaTopics } from './media-topics.ts';

const topics = mediaTopics().concepts;
const vocabulary = createVocabulary(topics);
const concept = (qcode: string, names: Record<string, string>, aliases: Record<string, string[]> = {}) => ({
  qcode,
  names,
  aliases,
  definitions: {},
  broader: [],
  matches: [],
  isRetired: false,
});
const best = (text: string, language?: string) => vocabulary.match(text, { language })[0];

test('every name in its own language means its concept, or one of the same name', () => {
  const named = topics.flatMap((topic) => Object.entries(topic.names).map(([language, name]) => ({ topic, language, name })));
  fc.assert(
    fc.property(fc.constantFrom(...named), fc.boolean(), ({ language, name }, isUpper) => {
      const match = best(isUpper ? name.toUpperCase() : name, language);
      expect(match.score).toBe(1);
      expect(match.by).toBe('name');
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['weather warning', 'en', 'medtop:20001131', 1, 'name'],
  ['Vadervarning', 'sv', 'medtop:20001131', 1, 'name'],
  ['Unwetterwarnung', 'en', 'medtop:20001131', 0.95, 'name'],
  ['weather warnings', 'en', 'medtop:20001131', 0.8 * (0.9 + (0.1 * 15) / 16), 'stem'],
  ['medtop:20001131', undefined, 'medtop:20001131', 1, 'qcode'],
  ['http://www.wikidata.org/entity/Q7978253', undefined, 'medtop:20001131', 1, 'qcode'],
] as const)('%s (%s) means %s', (text, language, qcode, score, by) => {
  expect(best(text, language)).toMatchObject({ concept: { qcode }, score: expect.closeTo(score, 12), by });
});

test('an alias counts less than a name, a name in common less than both', () => {
  const { match } = createVocabulary([
    concept('x:1', { en: 'quay' }, { en: ['harbour basin'] }),
    concept('x:2', { en: 'harbour' }),
    concept('x:3', { en: 'bicycle' }),
  ]);
  expect(match('harbour basin').map(({ concept: { qcode }, by, score }) => [qcode, by, score > 0.3])).toEqual([
    ['x:1', 'alias', true],
    ['x:2', 'stem', true],
  ]);
  expect(match('xyzzy')).toEqual([]);
});

test('what the text encoder finds near is a match of its own kind, up to .6', () => {
  const nearness = (text: string) => new Map([['x:1', text === 'jetty' ? 0.75 : 0]]);
  const { match } = createVocabulary([concept('x:1', { en: 'quay' })], { nearness });
  expect(match('jetty')).toEqual([{ concept: expect.objectContaining({ qcode: 'x:1' }), score: 0.75 * 0.6, by: 'nearness' }]);
  expect(match('bus')).toEqual([]);
});

test('scores are between .3 and 1, best first, each concept once, within the limit', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 8 }), (text, limit) => {
      const matches = vocabulary.match(text, { limit });
      const scores = matches.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(scores.every((score) => score >= 0.3 && score <= 1)).toBe(true);
      expect(new Set(matches.map((match) => match.concept.qcode)).size).toBe(matches.length);
      expect(matches.length).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 30 },
  );
});

test('one qcode for two concepts is refused', () => {
  expect(() => createVocabulary([concept('x:1', { en: 'a' }), concept('x:1', { en: 'b' })])).toThrow(
    'createVocabulary: expected each qcode once, got "x:1" twice. Give each list a prefix of its own.',
  );
});
