import { languageOf, normalised, stemmer, stopWords, tokenize, type Stem } from '@mmae/text-features';

/** A name without case, accents and punctuation, so that spellings of one name are equal: `Café-Bar` gives `cafe bar`. */
export const nameKey = (name: string): string => wordsOf(name).join(' ');

const wordsOf = (text: string) => tokenize(normalised(text).normalize('NFD').replaceAll(latinMarks, '').normalize('NFC'));

/** Accents of Latin, Greek and Cyrillic letters; marks of other scripts distinguish words. */
const latinMarks = /[\u0300-\u036f]/g;

/** A function that gives the distinct stems of a name, without stop words (unless it has nothing else), for a language as BCP 47 tag. */
export function stemReader(language: string): (name: string) => readonly string[] {
  const base = languageOf(language);
  const stem: Stem = stemmer(base) ?? ((word) => word);
  const ignored = stopWords(base);
  return (name) => {
    const words = tokenize(normalised(name));
    const content = words.filter((word) => !ignored.has(word));
    return [...new Set((content.length > 0 ? content : words).map((word) => nameKey(stem(word))))];
  };
}
