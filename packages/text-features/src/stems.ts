import { stemmer } from './languages.ts';
import { remembering } from './remembering.ts';
import { spellings } from './spellings.ts';
import { normalised } from './tokenize.ts';

/** German ä, ö and ü as two letters, which stand for one that the stemmer takes for a, o and u; not in "neue", "Frauen", "Quelle". */
const germanTwoLetters = /(?<![aeq])ue|(?<=[ao])e/gu;

/**
 * All stems of a word: as it is spelt and as `spellings` folds it, so that "ELEPHANTS" and "éléphant", "Haeuser" and "Haus" have one in common.
 *
 * @param language an ISO 639-1 code
 * @returns undefined where natural has no stemmer of the language
 */
export function stemsOf(language: string): ((word: string) => readonly string[]) | undefined {
  const stem = stemmer(language);
  if (!stem) return undefined;
  return remembering((word) => {
    const spelt = [normalised(word), ...spellings(word)];
    const untranscribed = language === 'de' ? spelt.map((spelling) => spelling.replace(germanTwoLetters, (two) => two.slice(0, -1))) : [];
    return [...new Set([...spelt, ...untranscribed].map(stem))];
  });
}
