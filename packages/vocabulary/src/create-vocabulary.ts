import { InputError } from '@mmae/input';
import { conceptsByPrefix } from './complete.ts';
import { bestMatches, matchesByName, matchesByNearness, matchesByStem, type TextNearness } from './match.ts';
import { nameIndex, type NameIndex } from './name-index.ts';
import type { Concept, ConceptMatch, Vocabulary } from './vocabulary.ts';

export interface VocabularyOptions {
  readonly nearness?: TextNearness;
}

/**
 * A vocabulary of concepts, such as those of {@link mediaTopics} together with lists of one's own. Names are indexed when they are first needed.
 *
 * @throws InputError if two concepts have one qcode
 */
export function createVocabulary(concepts: readonly Concept[], { nearness }: VocabularyOptions = {}): Vocabulary {
  const byQcode = new Map(concepts.map((concept) => [concept.qcode, concept]));
  if (byQcode.size < concepts.length) throw duplicateQcode(concepts);
  const byUri = new Map(concepts.flatMap((concept) => [concept.uri, ...concept.matches].map((uri) => [uri, concept] as const)));
  let built: NameIndex | undefined;
  const index = () => (built ??= nameIndex(concepts));
  const byCode = (text: string): ConceptMatch[] => {
    const concept = byQcode.get(text) ?? byUri.get(text);
    return concept ? [{ concept, score: 1, by: 'qcode' }] : [];
  };
  return {
    concepts,
    concept: (qcode) => byQcode.get(qcode),
    match: (given, { language, limit = 5 } = {}) => {
      const text = given.trim();
      const near = nearness ? matchesByNearness(nearness(text, language), (qcode) => byQcode.get(qcode)) : [];
      const matches = [...byCode(text), ...matchesByName(index(), text, language), ...matchesByStem(index(), text, language), ...near];
      return bestMatches(matches, limit);
    },
    complete: (prefix, options) => conceptsByPrefix(index(), prefix, options),
  };
}

function duplicateQcode(concepts: readonly Concept[]): InputError {
  const seen = new Set<string>();
  const twice = concepts.find(({ qcode }) => seen.size === seen.add(qcode).size);
  return new InputError(`createVocabulary: expected each qcode once, got "${twice?.qcode}" twice. Give each list a prefix of its own.`);
}
