import { stemmer } from '../languages.ts';
import { memoized } from '../memoized.ts';
import { isAscii, normalised } from '../tokenize.ts';

/** Plain equivalents of ligatures and of letters with a stroke or hook, which Unicode does not decompose. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ħ: 'h', ŧ: 't', ŋ: 'ng', ə: 'e', ɓ: 'b', ɗ: 'd', ƙ: 'k' },
  ...{ ς: 'σ', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' }, // final forms
  ...{ ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك', ہ: 'ه', ھ: 'ه', ە: 'ه' }, // Persian, Urdu and Maghrebi keyboards
  ...{ '\u0901': '\u0902' }, // candrabindu, which is often written as anusvara
};
const plainLetterPattern = new RegExp(Object.keys(plainLetters).join('|'), 'gu');

/** A Devanagari nasal before a consonant of its class, which is often written as anusvara: हिन्दी हिंदी. */
const joinedNasal = new RegExp(
  [
    '\\u0919\\u094D(?=[\\u0915-\\u0918])',
    '\\u091E\\u094D(?=[\\u091A-\\u091D])',
    '\\u0923\\u094D(?=[\\u091F-\\u0922])',
    '\\u0928\\u094D(?=[\\u0924-\\u0927])',
    '\\u092E\\u094D(?=[\\u092A-\\u092D])',
  ].join('|'),
  'gu',
);

/** Letters that are also written as two, if only a to z are available. */
const transcribedLetters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa', đ: 'dj' };
const transcribedPattern = new RegExp(Object.keys(transcribedLetters).join('|'), 'gu');

/** Marks that may be omitted. They do not include the vowel signs of Indic scripts and Thai, nor the breve of Cyrillic й, which is a separate letter. */
const ignorable = new RegExp(
  [
    '(?<!и)\\u0306',
    '[\\u0300-\\u0305]|[\\u0307-\\u036F]|[\\u0483-\\u0487]|[\\u1AB0-\\u1AFF]|[\\u1DC0-\\u1DFF]|[\\u20D0-\\u20FF]|[\\uFE20-\\uFE2F]', // accents
    '[\\u0591-\\u05C7]', // Hebrew vowel signs
    '\\u0640|[\\u0610-\\u061A]|[\\u064B-\\u065F]|\\u0670|[\\u06D6-\\u06ED]', // Arabic tatweel and vowel signs
    '\\u093C|\\u09BC|\\u0A3C|\\u0ABC|\\u0B3C|\\u0CBC', // Indic nuktas
    '\\p{Variation_Selector}|\\p{EMod}', // skin tones
    '\\u00AD|\\u200D|\\u2060|\\uFEFF|ʼ', // soft hyphens, joiners, the apostrophe of ŉ
  ].join('|'),
  'gu',
);

/**
 * A canonical spelling of a word: compatibility decomposition and full case folding (ß, ẞ and SS become ss; Σ, σ and ς are one letter, as are all
 * dotted and dotless forms of I), without accents and invisible characters.
 */
export function folded(word: string): string {
  if (isAscii(word)) return word.toLowerCase();
  // lower, upper, lower: ẞ becomes ß before SS, ı becomes I before i
  const oneCase = word.normalize('NFKD').toLowerCase().toUpperCase().toLowerCase().normalize('NFKD');
  return oneCase
    .replace(ignorable, '')
    .replace(joinedNasal, '\u0902')
    .replace(plainLetterPattern, (letter) => plainLetters[letter])
    .normalize('NFC');
}

/** The folded spellings of a word: without accents, and with ä, ö, ü, ø, å and đ as two letters ("Bär": "bar", "baer"). */
export const spellings: (word: string) => readonly string[] = memoized((word) => {
  if (isAscii(word)) return [folded(word)];
  const composed = word.normalize('NFKC').toLowerCase();
  const transcribed = composed.replace(transcribedPattern, (letter) => transcribedLetters[letter]);
  return transcribed === composed ? [folded(word)] : [folded(word), folded(transcribed)];
});

/** German ä, ö and ü as two letters, of which the stemmer keeps only the first; not in "neue", "Frauen", "Quelle". */
const germanTwoLetters = /(?<![aeq])ue|(?<=[ao])e/gu;

/**
 * All stems of a word: of its own and of its folded spellings, so that "ELEPHANTS" and "éléphant", or "Haeuser" and "Haus", share one.
 *
 * @param language an ISO 639-1 code
 * @returns undefined if `natural` has no stemmer for the language
 */
export function stemsOf(language: string): ((word: string) => readonly string[]) | undefined {
  const stem = stemmer(language);
  if (!stem) return undefined;
  return memoized((word) => {
    const variants = [normalised(word), ...spellings(word)];
    const untranscribed =
      language === 'de' ? variants.map((spelling) => spelling.replace(germanTwoLetters, (two) => two.slice(0, -1))) : [];
    return [...new Set([...variants, ...untranscribed].map(stem))];
  });
}
