import { createVocabulary, readConcepts } from '@mmae/vocabulary';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textDamages } from '../damage.ts';
import { tellsTheRule, type OpenTarget } from '../target.ts';

const skos = 'http://www.w3.org/2004/02/skos/core#';

/** Lists of concepts as CSV and SKOS, which are read, indexed and searched. */
export const vocabularies: OpenTarget = async (folder) => ({
  files: {
    'places.de.csv': Buffer.from('id,name,name@en,alias,broader,match\n1,Wasser,water,,,\n2,Hafen,harbour,"Seehafen|Kai",1,http://www.wikidata.org/entity/Q1\n'), // prettier-ignore
    'places.ttl': Buffer.from(`@prefix s: <${skos}> .\n<urn:x/1> a s:Concept ; s:prefLabel "Wasser"@de, "water"@en-GB ; s:narrower <urn:x/2> .\n<urn:x/2> s:prefLabel "Hafen"@de .\n`), // prettier-ignore
    'places.rdf': Buffer.from(`<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="${skos}"><s:Concept rdf:about="http://x/1"><s:prefLabel xml:lang="de">Wasser</s:prefLabel><s:altLabel>aqua</s:altLabel></s:Concept></rdf:RDF>`), // prettier-ignore
  },
  damagesOf: () => textDamages,
  async attempt(file, bytes) {
    writeFileSync(join(folder, file), bytes);
    const concepts = await readConcepts(join(folder, file));
    const { match, complete } = createVocabulary(concepts);
    const [first] = concepts;
    if (first && match(first.qcode)[0]?.score !== 1) throw new Error('vocabularies: a concept is not found by its qcode');
    complete('wa');
  },
  isDocumented: tellsTheRule,
});
