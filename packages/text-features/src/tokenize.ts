import { RegexpTokenizer } from 'natural/lib/natural/tokenizers/index.js';

/** Matches letters with their marks, and digits, of any script. The other tokenizers of `natural` support only one alphabet each. */
const runs = new RegexpTokenizer({ pattern: /[\p{L}\p{M}\p{N}]+/gu, gaps: false });

/** The letters of scripts without spaces between words, as a character class for a regular expression with flag v. */
export const unspacedLetters =
  '[\\p{L}&&[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}]]';
const unspaced = new RegExp(unspacedLetters, 'v');

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Characters that are invisible or only indicate pronunciation: soft hyphens, joiners, Arabic vowel signs and tatweel. */
const invisible = /\u00AD|\u200D|\u2060|\uFEFF|\u0640|[\u064B-\u0652]/g;

/** A text in NFKC and lower case, without invisible characters. */
export function normalised(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.normalize('NFKC').replaceAll(invisible, '').toLowerCase();
}

/** Whether a text is only ASCII, which needs no normalization. */
export function isAscii(text: string): boolean {
  return !/[\u0080-\uFFFF]/.test(text);
}

/** Whether a text contains letters of a script without spaces between words. */
export function isUnspaced(text: string): boolean {
  return unspaced.test(text);
}

/**
 * Splits a normalised text of any script into words. Anything but letters and digits separates words ("dog's" gives "dog", "s"; "l'été" gives "l",
 * "été"). Chinese, Japanese, Thai, Lao, Khmer and Burmese are split by the dictionaries of ICU, so the result may depend on the version of Node.
 */
export function tokenize(text: string): string[] {
  const words = runs.tokenize(text) ?? []; // null if there are no words
  return isUnspaced(text) ? words.flatMap((run) => (isUnspaced(run) ? segments(run) : run)) : words;
}

/** The text is passed to ICU in windows of this length (in UTF-16 units), because its run time is quadratic in the length. */
const windowLength = 2048;

/** Splits a text with ICU into words and the characters between them. A window starts at the last boundary but one of the previous window. */
export function segments(text: string): string[] {
  const result: string[] = [];
  let from = 0;
  while (from < text.length) {
    const inWindow = Array.from(segmenter.segment(text.slice(from, from + windowLength)), ({ segment }) => segment);
    const isLast = from + windowLength >= text.length;
    const complete = isLast ? inWindow : inWindow.slice(0, Math.max(1, inWindow.length - 2));
    for (const segment of complete) from += segment.length;
    result.push(...complete);
  }
  return result;
}
