import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConcepts, readVocabulary } from './read-vocabulary.ts';

const folder = mkdtempSync(join(tmpdir(), 'mmae-vocabulary-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const turtle =
  '<https://example.org/topics/1> a <http://www.w3.org/2004/02/skos/core#Concept> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "Wetter"@de .';

test('the lists of a folder are added to the Media Topics', async () => {
  written('places.de.csv', 'id,name,name@en\nharbour,Hafen,harbour\n');
  const { concept, concepts } = await readVocabulary(folder);
  expect(concepts).toHaveLength(1388);
  expect(concept('places:harbour')?.names).toEqual({ de: 'Hafen', en: 'harbour' });
});

test('a list named medtop replaces them', async () => {
  written('medtop.ttl', turtle);
  expect((await readVocabulary(folder)).concepts.map(({ qcode }) => qcode)).toEqual(['medtop:1', 'places:harbour']);
});

test('without a folder there are the Media Topics only', async () => {
  expect((await readVocabulary()).concepts).toHaveLength(1387);
  expect((await readVocabulary(join(folder, 'none'))).concepts).toHaveLength(1387);
});

test('errors name the file', async () => {
  await expect(readConcepts(written('a.csv', 'name\n'))).rejects.toThrow(/a\.csv: parseConceptList: expected a column "id", got none\./);
  await expect(readConcepts(written('a.xlsx', ''))).rejects.toThrow(
    'readConcepts: expected .csv, .ttl, .rdf, .xml, got "a.xlsx". Convert it.',
  );
  await expect(readConcepts(written('a b.csv', ''))).rejects.toThrow('readConcepts: expected a file name of letters, digits, _ and -, got "a b.csv". Rename it.'); // prettier-ignore
  rmSync(join(folder, 'a.xlsx'));
});
