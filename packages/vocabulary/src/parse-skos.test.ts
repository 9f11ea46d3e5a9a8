// Also covers `read-rdf.ts` and `skos.ts`.
import { parseSkos } from './parse-skos.ts';

const turtle = `@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix ex: <https://example.org/places/> .
ex:water a skos:Concept ; skos:prefLabel "water"@en-GB, "Wasser"@de ; skos:narrower ex:harbour .
ex:harbour a skos:Concept ; skos:prefLabel "harbour" ; skos:altLabel "port", "haven" ; skos:hiddenLabel "harbor"@en-us ;
  skos:definition "Where ships lie"@en ; skos:broader ex:elsewhere ; skos:exactMatch <http://www.wikidata.org/entity/Q283202> .
ex:wharf a skos:Concept ; skos:prefLabel "wharf"@en ; skos:broader ex:harbour ; owl:deprecated true .
ex:scheme a skos:ConceptScheme .
`;

const rdfXml = `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="http://cv.iptc.org/newscodes/mediatopic/20000002">
    <skos:prefLabel xml:lang="en-GB">arts and entertainment</skos:prefLabel>
    <skos:broader rdf:resource="http://cv.iptc.org/newscodes/mediatopic/01000000"/>
  </skos:Concept>
  <skos:Concept rdf:about="http://cv.iptc.org/newscodes/mediatopic/01000000"><skos:prefLabel xml:lang="de">Kultur</skos:prefLabel></skos:Concept>
</rdf:RDF>`;

test('Turtle gives concepts with names, aliases, parents from either end and matches', async () => {
  const [water, harbour, wharf, ...others] = await parseSkos(turtle, { prefix: 'place' });
  expect(others).toEqual([]);
  expect(water).toMatchObject({ qcode: 'place:water', uri: 'https://example.org/places/water', names: { 'en-GB': 'water', de: 'Wasser' }, broader: [] }); // prettier-ignore
  expect(harbour).toEqual({
    qcode: 'place:harbour',
    uri: 'https://example.org/places/harbour',
    names: { en: 'harbour' },
    aliases: { en: ['port', 'haven'], 'en-US': ['harbor'] },
    definitions: { en: 'Where ships lie' },
    broader: ['place:water'],
    matches: ['http://www.wikidata.org/entity/Q283202'],
    isRetired: false,
  });
  expect(wharf).toMatchObject({ broader: ['place:harbour'], isRetired: true });
});

test('RDF/XML, as IPTC publishes it, gives the same qcodes as the built-in topics', async () => {
  const [arts, culture] = await parseSkos(rdfXml, { prefix: 'medtop' });
  expect(arts).toMatchObject({ qcode: 'medtop:20000002', names: { 'en-GB': 'arts and entertainment' }, broader: ['medtop:01000000'] });
  expect(culture.names).toEqual({ de: 'Kultur' });
});

test.each([
  ['@prefix a: <b', /^readRdf: expected Turtle, got an error of its parser: /],
  ['<?xml version="1.0"?><rdf:RDF>', /^readRdf: expected RDF\/XML, got an error of its parser: /],
  ['<urn:a> <urn:b> <urn:c> .', /^parseSkos: expected resources of type skos:Concept, got none\. Check that the file is SKOS\.$/],
  [
    '<urn:x/a> a <http://www.w3.org/2004/02/skos/core#Concept> .',
    /^parseSkos: expected a skos:prefLabel for each concept, got none for urn:x\/a\. Add one\.$/,
  ],
])('%j is refused', async (text, message) => {
  await expect(parseSkos(text, { prefix: 'x' })).rejects.toThrow(message);
});
