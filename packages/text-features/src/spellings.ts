import { remembering } from './remembering.ts';
import { isAscii } from './tokenize.ts';

/** Letters with a stroke, a tail or another letter in them that Unicode does not decompose, as they are written without them. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ħ: 'h', ŧ: 't', ŋ: 'ng', ə: 'e', ɓ: 'b', ɗ: 'd', ƙ: 'k' },
  ...{ ς: 'σ', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' }, // the shape at the end of a word
  ...{ ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك', ہ: 'ه', ھ: 'ه', ە: 'ه' }, // Persian, Urdu and Maghrebi keyboards
  ...{ '\u0901': '\u0902' }, // candrabindu, for which anusvara is often written
};
const plainLetterPattern = new RegExp(Object.keys(plainLetters).join('|'), 'gu');

/** A nasal of Devanagari joined to a consonant of its own class, for which anusvara is often written: हिन्दी हिंदी. */
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

/** Letters that are also written as two where a keyboard or a file name has only a to z. */
const transcribedLetters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa', đ: 'dj' };
const transcribedPattern = new RegExp(Object.keys(transcribedLetters).join('|'), 'gu');

/** What a word is also written without. Vowel signs of Indic and Thai words are none of these, nor is the breve of Cyrillic й, a letter of its own. */
const ignorable = new RegExp(
  [
    '(?<!и)\\u0306',
    '[\\u0300-\\u0305]|[\\u0307-\\u036F]|[\\u0483-\\u0487]|[\\u1AB0-\\u1AFF]|[\\u1DC0-\\u1DFF]|[\\u20D0-\\u20FF]|[\\uFE20-\\uFE2F]', // accents
    '[\\u0591-\\u05C7]', // Hebrew vowel signs
    '\\u0640|[\\u0610-\\u061A]|[\\u064B-\\u065F]|\\u0670|[\\u06D6-\\u06ED]', // Arabic stretching and vowel signs
    '\\u093C|\\u09BC|\\u0A3C|\\u0ABC|\\u0B3C|\\u0CBC', // Indic nuktas
    '\\p{Variation_Selector}|\\p{EMod}', // tones of skin
    '\\u00AD|\\u200D|\\u2060|\\uFEFF|ʼ', // soft hyphens, joiners, the apostrophe of ŉ
  ].join('|'),
  'gu',
);

/**
 * The one spelling that stands for all of a word: its letters by Unicode's compatibility decomposition and full case folding (ß, ẞ and SS are ss; Σ,
 * σ and ς one letter; dotted and dotless, small and capital I one letter), without accents and without what is not seen.
 */
export function folded(word: string): string {
  if (isAscii(word)) return word.toLowerCase();
  // lower, upper, lower: ẞ becomes ß and only then SS, ı becomes I and only then i
  const oneCase = word.normalize('NFKD').toLowerCase().toUpperCase().toLowerCase().normalize('NFKD');
  return oneCase
    .replace(ignorable, '')
    .replace(joinedNasal, '\u0902')
    .replace(plainLetterPattern, (letter) => plainLetters[letter])
    .normalize('NFC');
}

/** Folded spellings of a word: the one without its accents, and for ä, ö, ü, ø, å and đ the one that writes two letters ("Bär": "bar", "baer"). */
export const spellings: (word: string) => readonly string[] = remembering((word) => {
  if (isAscii(word)) return [folded(word)];
  const composed = word.normalize('NFKC').toLowerCase();
  const transcribed = composed.replace(transcribedPattern, (letter) => transcribedLetters[letter]);
  return transcribed === composed ? [folded(word)] : [folded(word), folded(transcribed)];
});
