import { InputError } from '@mmae/input';
import * as stemmers from 'natural/lib/natural/stemmers/index.js';
import stopword from 'stopword';
import { memoized } from './memoized.ts';
import { normalised, tokenize } from './tokenize.ts';

/** Maps a word in lower case to its stem. */
export type Stem = (word: string) => string;

/** The stemmers of the package `natural` by ISO 639-1 code, except the Persian one, which changes nothing. */
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

/** The lists of the package `stopword`, which names them by ISO 639-3 codes, by the ISO 639-1 code if there is one. */
const stopWordsByLanguage = new Map(
  Object.entries(stopword)
    .filter(([name, list]) => /^[a-z]{3}$/.test(name) && Array.isArray(list))
    .map(([name, list]) => [languageOf(name), list as readonly string[]]),
);

/** The parts of English contractions around the apostrophe, which the list of `stopword` lacks. */
const contractions = 'ain aren couldn didn doesn don hadn hasn haven isn ll mustn re shan shouldn ve wasn weren wouldn'.split(' ');

/**
 * The language of a BCP 47 tag, without region and script: "en-GB" and "eng" give "en". Bokmål counts as Norwegian.
 *
 * @throws InputError if the tag is invalid
 */
export function languageOf(tag: string): string {
  try {
    const { language } = new Intl.Locale(tag.trim().replaceAll('_', '-'));
    return language === 'nb' ? 'no' : language;
  } catch {
    throw new InputError(`languageOf: expected a language tag such as "en" or "pt-BR", got "${tag}". Use ISO 639 codes.`);
  }
}

/** Longer runs of letters are not stemmed: some stemmers of `natural` take minutes for a run of 100 kB. */
const maxWordLength = 100;

/** The stemmer of `natural` for a language, memoized; undefined if there is none. Words of more than 100 letters are their own stems. */
export function stemmer(language: string): Stem | undefined {
  const implementation = stemmerByLanguage.get(language);
  return implementation && memoized((word) => (word.length > maxWordLength ? word : implementation.stem(word)));
}

/** The stop words of a language, as `tokenize` returns them; empty if there is no list. */
export function stopWords(language: string): ReadonlySet<string> {
  const listed = (stopWordsByLanguage.get(language) ?? []).map((word) => tokenize(normalised(word)));
  const single = listed.filter((words) => words.length === 1).map(([word]) => word);
  return new Set(language === 'en' ? [...single, ...contractions] : single);
}
