import { InputError } from '@mmae/input';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import { createVocabulary, type VocabularyOptions } from './create-vocabulary.ts';
import { mediaTopics } from './media-topics.ts';
import { parseConceptList } from './parse-concept-list.ts';
import { parseSkos } from './parse-skos.ts';
import type { Concept, Vocabulary } from './vocabulary.ts';

const skosExtensions = ['.ttl', '.rdf', '.xml'];

/**
 * Concepts of a file: a table (`.csv`), or SKOS in Turtle (`.ttl`) or RDF/XML (`.rdf`, `.xml`). The name of the file is the prefix of its qcodes:
 * `places.csv` gives `places:harbour`. A name such as `places.de.csv` says the language of names that have none.
 *
 * @throws InputError if the file is of another kind or cannot be read as it should
 */
export async function readConcepts(path: string): Promise<Concept[]> {
  const { name, base } = parse(path);
  const extension = extname(base).toLowerCase();
  const [, prefix, language] = /^([\w-]+?)(?:\.([A-Za-z]{2,3}(?:-\w+)*))?$/.exec(name) ?? [];
  if (prefix === undefined) {
    throw new InputError(`readConcepts: expected a file name of letters, digits, _ and -, got ${JSON.stringify(base)}. Rename it.`);
  }
  const options = { prefix, ...(language !== undefined && { language }) };
  try {
    if (extension === '.csv') return parseConceptList(await readFile(path, 'utf8'), options);
    if (skosExtensions.includes(extension)) return await parseSkos(await readFile(path, 'utf8'), options);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${path}: ${error.message}`, { cause: error }) : error;
  }
  throw new InputError(`readConcepts: expected .csv, ${skosExtensions.join(', ')}, got ${JSON.stringify(base)}. Convert it.`);
}

/**
 * The IPTC Media Topics together with the lists in a folder, if there is such a folder. A list named `medtop` replaces the Media Topics: that is how a
 * newer release is used.
 *
 * @throws InputError if a list cannot be read
 */
export async function readVocabulary(folder?: string, options: VocabularyOptions = {}): Promise<Vocabulary> {
  const names = folder !== undefined && existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')).sort() : []; // prettier-ignore
  const lists: Concept[][] = [];
  for (const name of names) lists.push(await readConcepts(join(folder ?? '', name)));
  const isReplaced = names.some((name) => name.startsWith('medtop.'));
  return createVocabulary([...(isReplaced ? [] : mediaTopics().concepts), ...lists.flat()], options);
}
