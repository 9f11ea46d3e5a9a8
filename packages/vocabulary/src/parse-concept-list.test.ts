import { parseConceptList } from './parse-concept-list.ts';

const list = `id,name,name@de,alias@de,broader,match,definition,retired
water,water,Wasser,,,,,
harbour,harbour,Hafen,Seehafen|Fischereihafen,water,http://www.wikidata.org/entity/Q283202,"Where ships, and boats, lie",
dock,dock,,,water|harbour,,,yes
`;

test('a list gives concepts with names by language', () => {
  const [, harbour, dock] = parseConceptList(list, { prefix: 'own' });
  expect(harbour).toEqual({
    qcode: 'own:harbour',
    names: { en: 'harbour', de: 'Hafen' },
    aliases: { de: ['Seehafen', 'Fischereihafen'] },
    definitions: { en: 'Where ships, and boats, lie' },
    broader: ['own:water'],
    matches: ['http://www.wikidata.org/entity/Q283202'],
    isRetired: false,
  });
  expect(dock).toMatchObject({ broader: ['own:water', 'own:harbour'], isRetired: true });
  expect(parseConceptList('id,name\n1,Hafen\n', { prefix: 'h', language: 'de' })[0].names).toEqual({ de: 'Hafen' });
});

test.each([
  [
    'id,nam\n',
    'expected columns id, name, alias, definition, broader, match, retired (name@de: in German), got "nam". Did you mean "name"?',
  ],
  ['id,name\n1,"a\n', 'expected a CSV table, got Quote Not Closed: '],
  ['id,name@1\n', 'expected language tags such as "en" or "pt-BR", got "1". Correct it.'],
  ['name\nx\n', 'expected a column "id", got none. Add it.'],
  ['id,name\n1,\n', 'expected an id and a name in every row, got "1," in row 2. Add it.'],
  ['id,name\n1,a\n1,b\n', 'expected each id once, got "x:1" twice. Remove one.'],
  ['id,name,broader\n1,a,2\n', 'expected broader ids of the list, got "x:2" for "x:1". Correct it.'],
])('%j is refused', (text, message) => {
  expect(() => parseConceptList(text, { prefix: 'x' })).toThrow(`parseConceptList: ${message}`);
});
