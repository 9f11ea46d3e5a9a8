import type { WordNet } from './wordnet.ts';
import { listedWord } from './wordnet.ts';

/** What a picture or a sound shows, as far as its title tells. */
export interface Named {
  /** id of the concept */
  readonly concept: string;
  readonly label: string;
  /** the word to speak: as WordNet lists it, with spaces */
  readonly name: string;
  /** whether the word is the whole title, rather than its last words */
  readonly isWhole: boolean;
}

export interface NamingOptions {
  readonly wordNet: WordNet;
  readonly labelOf: (concept: string) => string | undefined;
  /** labels that a picture of this folder can have */
  readonly labels: readonly string[];
  /** senses of a word that are tried, the most frequent first; default 4 */
  readonly maxSenses?: number;
}

/** Words after which a title says where or with what a thing is, or that it is a drawing. */
const ends =
  /\b(on|with|in|of|from|and|by|at|for|the|a|an|to|without|under|over|or|vs|md|svg|bw|clip art|icon|outline|silhouette|symbol|remix|version|contour|cartoon|vector)\b/;

/** Senses whose definition is no subject for a picture dictionary. */
const unwanted =
  /\b(sex|sexual|stripper|nude|buttocks?|slang|offensive|obscene|derogatory|disparaging|ethnic|terrorist|narcotic|marijuana)\b/i;

/**
 * The concept that a title names: the longest run of words at its end ("crazy monkey" is a monkey) with a sense in one of the expected labels.
 *
 * @returns undefined if there is none
 */
export function conceptOf(title: string, { wordNet, labelOf, labels, maxSenses = 4 }: NamingOptions): Named | undefined {
  const words = phraseOf(title);
  for (let first = 0; first < words.length; first++) {
    const word = listedWord(wordNet, words.slice(first).join('_'));
    if (word === undefined || word.length < 3) continue;
    for (const concept of wordNet.senses.get(word)!.slice(0, maxSenses)) {
      const label = labelOf(concept);
      if (label === undefined || !labels.includes(label) || unwanted.test(wordNet.concepts.get(concept)!.definition)) continue;
      return { concept, label, name: word.replaceAll('_', ' '), isWhole: first === 0 };
    }
  }
  return undefined;
}

/** The words of the first phrase of a title, in lower case. */
function phraseOf(title: string): string[] {
  const plain = title.toLowerCase().replace(/[^a-z]+/g, ' ');
  const phrase = plain.split(ends).find((part) => part.trim() !== '' && !ends.test(part));
  return phrase === undefined ? [] : phrase.trim().split(' ');
}
