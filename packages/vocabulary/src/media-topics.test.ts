import { mediaTopics } from './media-topics.ts';

const { concepts, released, licence } = mediaTopics();
const byQcode = new Map(concepts.map((concept) => [concept.qcode, concept]));

test('the topics are those of IPTC’s spreadsheet, with names, parents and matches', () => {
  expect([released, licence, concepts.length]).toEqual(['2025-03-31', 'CC BY 4.0, IPTC', 1387]);
  const warning = byQcode.get('medtop:20001131');
  expect(warning?.names).toMatchObject({ 'en-GB': 'weather warning', de: 'Unwetterwarnung', da: 'vejrvarsel', sv: 'Vädervarning' });
  expect(warning?.matches).toEqual(['http://www.wikidata.org/entity/Q7978253']);
  expect(warning?.uri).toBe('http://cv.iptc.org/newscodes/mediatopic/20001131');
});

test('every parent is a topic, and every topic is below one of the 17 topics of the first level', () => {
  const rootOf = (qcode: string): string => byQcode.get(qcode)?.broader.map(rootOf)[0] ?? qcode;
  const roots = new Set(concepts.map(({ qcode }) => rootOf(qcode)));
  expect(roots.size).toBe(17);
  expect([...roots].every((root) => /^medtop:\d\d000000$/.test(root) && byQcode.has(root))).toBe(true);
});

test('every topic is named in English; retired ones are marked', () => {
  expect(concepts.filter(({ names }) => !names['en-GB'])).toEqual([]);
  expect(concepts.filter(({ isRetired }) => isRetired)).toHaveLength(302);
});
