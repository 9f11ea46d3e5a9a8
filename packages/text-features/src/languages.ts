import * as stemmers from 'natural/lib/natural/stemmers/index.js';
import stopword from 'stopword';
import { remembering } from './remembering.ts';
import { normalised, tokenize } from './tokenize.ts';

/** A word, in lower case, to what its forms have in common. */
export type Stem = (word: string) => string;

/** natural's stemmers by ISO 639-1; its Persian one changes nothing and is left out. */
const stemmerByLanguage = new Map<string, { stem: Stem }>([
  ['de', stemmers.PorterStemmerDe],
  ['en', stemmers.PorterStemmer],
  ['es', stemmers.PorterStemmerEs],
  ['fr', stemmers.PorterStemmerFr],
  ['id', stemmers.StemmerId],
  ['it', stemmers.PorterStemmerIt],
  ['ja', stemmers.StemmerJa],
  ['nl', stemmers.PorterStemmerNl],
  ['no', stemmers.PorterStemmerNo],
  ['pt', stemmers.PorterStemmerPt],
  ['ru', stemmers.PorterStemmerRu],
  ['sv', stemmers.PorterStemmerSv],
  ['uk', stemmers.PorterStemmerUk],
]);

/** stopword's lists, which it names by ISO 639-3, by ISO 639-1 where there is one. */
const stopWordsByLanguage = new Map(
  Object.entries(stopword)
    .filter(([name, list]) => /^[a-z]{3}$/.test(name) && Array.isArray(list))
    .map(([name, list]) => [languageOf(name), list as readonly string[]]),
);

/** What an apostrophe leaves of English contractions; stopword's list has none of them. */
const contractions = 'ain aren couldn didn doesn don hadn hasn haven isn ll mustn re shan shouldn ve wasn weren wouldn'.split(' ');

/**
 * The language of a BCP 47 tag, region and script left out: "en-GB" and "eng" give "en"; Bokmål counts as Norwegian.
 *
 * @throws RangeError for what is no such tag
 */
export function languageOf(tag: string): string {
  try {
    const { language } = new Intl.Locale(tag.trim().replaceAll('_', '-'));
    return language === 'nb' ? 'no' : language;
  } catch {
    throw new RangeError(`languageOf: expected a language tag such as "en" or "pt-BR", got "${tag}". Use ISO 639 codes.`);
  }
}

/** Longer runs of letters are no words of a language; some of natural's stemmers take minutes over one of 100 kB. */
const longestWord = 100;

/** natural's stemmer of a language, remembering what it stemmed; undefined where it has none. A run of more than 100 letters is its own stem. */
export function stemmer(language: string): Stem | undefined {
  const found = stemmerByLanguage.get(language);
  return found && remembering((word) => (word.length > longestWord ? word : found.stem(word)));
}

/** Words of a language that say little, as `tokenize` gives them; none where no list is known. Those of one letter are no terms anyway. */
export function stopWords(language: string): ReadonlySet<string> {
  const listed = (stopWordsByLanguage.get(language) ?? []).map((word) => tokenize(normalised(word)));
  const single = listed.filter((words) => words.length === 1).map(([word]) => word);
  return new Set(language === 'en' ? [...single, ...contractions] : single);
}
