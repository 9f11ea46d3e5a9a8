import { RegexpTokenizer } from 'natural/lib/natural/tokenizers/index.js';

/** Letters with their marks, and digits, of any script. natural's other tokenizers know one alphabet each and drop or split the rest. */
const runs = new RegexpTokenizer({ pattern: /[\p{L}\p{M}\p{N}]+/gu, gaps: false });

/** Scripts that are written without spaces between words. */
const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

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

const segments = (run: string) => Array.from(segmenter.segment(run), ({ segment }) => segment);
