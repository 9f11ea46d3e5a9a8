// Nouns of WordNet 3.0, from its own files: wndb(5WN).

/** The noun files of WordNet, as text in Latin-1. */
export interface WordNetFiles {
  /** data.noun: one line per concept */
  readonly data: string;
  /** index.noun: one line per word, with its concepts, the most frequent first */
  readonly index: string;
  /** noun.exc: irregular plurals, with their singular */
  readonly exceptions: string;
}

/** A concept: a set of synonyms with one definition. */
export interface Concept {
  /** eight digits: the offset of the concept in data.noun */
  readonly id: string;
  readonly definition: string;
  /** ids of the next wider concepts */
  readonly wider: readonly string[];
}

/** The nouns of WordNet and their concepts. */
export interface WordNet {
  readonly concepts: ReadonlyMap<string, Concept>;
  /** the ids of the concepts of a word, the most frequent first; `_` separates the parts of a word */
  readonly senses: ReadonlyMap<string, readonly string[]>;
  readonly irregularPlurals: ReadonlyMap<string, string>;
}

/** Reads the noun files of WordNet. */
export function readWordNet({ data, index, exceptions }: WordNetFiles): WordNet {
  const concepts = linesOf(data).map(toConcept);
  return {
    concepts: new Map(concepts.map((concept) => [concept.id, concept])),
    senses: new Map(linesOf(index).map(toSenses)),
    irregularPlurals: new Map(linesOf(exceptions).map((line) => line.split(' ').slice(0, 2) as [string, string])),
  };
}

/** The licence at the top of each file is indented. */
const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith(' '));

/** `id file n numWords(hex) (word lexId)… numPointers (symbol id pos fields)… | definition; "example"` */
function toConcept(line: string): Concept {
  const bar = line.indexOf(' | ');
  const fields = line.slice(0, bar).split(' ');
  const numWords = parseInt(fields[3], 16);
  const pointers = fields.slice(5 + 2 * numWords);
  const wider = pointers.filter((_, i) => i % 4 === 1 && pointers[i - 1].startsWith('@'));
  return { id: fields[0], definition: definitionOf(line.slice(bar + 3)), wider };
}

/** The gloss without its examples. */
const definitionOf = (gloss: string) => gloss.split(/;\s*"/)[0].trim().replace(/[;:]$/, '');

/** `word n numSenses numSymbols symbol… numSenses numTagged id…` */
function toSenses(line: string): [string, string[]] {
  const fields = line.trim().split(' ');
  return [fields[0], fields.slice(6 + Number(fields[3]))];
}

/** A concept and all that are wider. */
export function widerConcepts({ concepts }: WordNet, id: string): Set<string> {
  const found = new Set<string>();
  const queue = [id];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    queue.push(...(concepts.get(next)?.wider ?? []));
  }
  return found;
}

/** Endings of plurals and of their singulars: morphy(7WN). */
const endings = [['ies', 'y'], ['ses', 's'], ['xes', 'x'], ['zes', 'z'], ['ches', 'ch'], ['shes', 'sh'], ['men', 'man'], ['s', '']] as const; // prettier-ignore

/** The word as WordNet lists it: itself, or the singular of a plural; undefined if WordNet does not have it. */
export function listedWord({ senses, irregularPlurals }: WordNet, word: string): string | undefined {
  if (senses.has(word)) return word;
  const irregular = irregularPlurals.get(word);
  if (irregular !== undefined && senses.has(irregular)) return irregular;
  return endings
    .filter(([plural]) => word.endsWith(plural))
    .map(([plural, singular]) => word.slice(0, -plural.length) + singular)
    .find((singular) => singular.length > 2 && senses.has(singular));
}
