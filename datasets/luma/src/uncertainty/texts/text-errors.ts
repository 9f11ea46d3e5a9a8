import type { Random } from '@mmae/random';
import { lumaClasses } from '../../classes.ts';
import { misread } from './misread.ts';
import { misspelt, mistyped } from './misspellings.ts';

/** The kinds of errors, with the number of words that each alters, as in LUMA's configuration (`noise_sample`). */
const errors = {
  keyboard: { change: mistyped, numWords: (_numWords: number, random: Random) => 3 + random.integer(6) },
  spelling: { change: misspelt, numWords: (numWords: number) => Math.ceil(0.4 * numWords) },
  ocr: { change: misread, numWords: (numWords: number) => Math.ceil(0.5 * numWords) },
};

export type TextError = keyof typeof errors;

export const textErrors = Object.keys(errors) as readonly TextError[];

const wordPattern = /\p{L}[\p{L}'’]+/gu;

/** A text with errors of one kind in some of its words. Words that may be a label are not altered. */
export function withErrors(text: string, kind: TextError, random: Random): string {
  const { change, numWords } = errors[kind];
  const words = Array.from(text.matchAll(wordPattern)).filter(([word]) => !mayBeLabel(word));
  const order = random.permutation(words.length).subarray(0, numWords(words.length, random));
  const chosen = new Set(Array.from(order, (index) => words[index].index));
  return text.replaceAll(wordPattern, (word, index: number) => (chosen.has(index) ? change(word, random) : word));
}

/** Plurals that do not start with their class. */
const irregularPlurals = ['men', 'women', 'mice', 'wolves', 'babies'];

const labelPrefixes = [...lumaClasses, ...irregularPlurals, 'rose'];

/**
 * Whether a word may be a label, in any of its forms. Errors leave these unchanged: training removes label words from texts, and would not recognize
 * "hosre".
 */
export const mayBeLabel = (word: string): boolean => labelPrefixes.some((prefix) => word.toLowerCase().startsWith(prefix));
