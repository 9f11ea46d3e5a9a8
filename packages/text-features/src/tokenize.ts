import { RegexpTokenizer } from 'natural/lib/natural/tokenizers/index.js';

/** Letters with their marks, and digits, of any script. natural's other tokenizers know one alphabet each and drop or split the rest. */
const runs = new RegexpTokenizer({ pattern: /[\p{L}\p{M}\p{N}]+/gu, gaps: false });

/** Letters of scripts that are written without spaces between words, as a class of a regular expression with flag v. */
export const unspacedLetters =
  '[\\p{L}&&[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}]]';
const unspaced = new RegExp(unspacedLetters, 'v');

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Characters that show nothing or only how to pronounce: soft hyphens, joiners, Arabic vowel signs and stretching. */
const invisible = /\u00AD|\u200D|\u2060|\uFEFF|\u0640|[\u064B-\u0652]/g;

/** One spelling of what reads alike: Unicode NFKC, lower case, without invisible characters. */
export function normalised(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.normalize('NFKC').replaceAll(invisible, '').toLowerCase();
}

/** Whether it has no letter but those of ASCII: such a text needs no care, and most English ones are such. */
export function isAscii(text: string): boolean {
  return !/[\u0080-\uFFFF]/.test(text);
}

/** Whether any of it is written in a script without spaces between words. */
export function isUnspaced(text: string): boolean {
  return unspaced.test(text);
}

/**
 * Words of a normalised text, in any script. What stands between letters and digits separates ("dog's" gives "dog", "s"; "l'été" gives "l", "été");
 * Chinese, Japanese, Thai, Lao, Khmer and Burmese are cut by ICU's dictionaries, so there a word depends a little on the Node that runs.
 */
export function tokenize(text: string): string[] {
  const words = runs.tokenize(text) ?? []; // null where there are none
  return isUnspaced(text) ? words.flatMap((run) => (isUnspaced(run) ? segments(run) : run)) : words;
}

/** UTF-16 units given to ICU at once: what it takes for a text grows with the square of its length. */
const windowLength = 2048;

/** The words and what is between them, as ICU cuts a text; a long one piece by piece, each from the last cut but one of the piece before. */
export function segments(text: string): string[] {
  const found: string[] = [];
  let from = 0;
  while (from < text.length) {
    const inWindow = Array.from(segmenter.segment(text.slice(from, from + windowLength)), ({ segment }) => segment);
    const isLast = from + windowLength >= text.length;
    const sure = isLast ? inWindow : inWindow.slice(0, Math.max(1, inWindow.length - 2));
    for (const segment of sure) from += segment.length;
    found.push(...sure);
  }
  return found;
}
