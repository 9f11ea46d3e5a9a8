import type { Random } from '@mmae/random';
import { mayBeLabel } from './label-words.ts';
import { mistyped } from './keyboard.ts';
import { misread } from './misread.ts';
import { misspelt } from './misspelt.ts';

/** How many words of a text each kind of error touches: as LUMA's configuration has it (its `noise_sample`). */
const errors = {
  keyboard: { change: mistyped, numWords: (_numWords: number, random: Random) => 3 + random.integer(6) },
  spelling: { change: misspelt, numWords: (numWords: number) => Math.ceil(0.4 * numWords) },
  ocr: { change: misread, numWords: (numWords: number) => Math.ceil(0.5 * numWords) },
};

export type TextError = keyof typeof errors;

export const textErrors = Object.keys(errors) as readonly TextError[];

const wordPattern = /\p{L}[\p{L}'’]+/gu;

/** A text with errors of one kind in some of its words; words that may be a label stay whole, and so does everything between words. */
export function withErrors(text: string, kind: TextError, random: Random): string {
  const { change, numWords } = errors[kind];
  const words = Array.from(text.matchAll(wordPattern)).filter(([word]) => !mayBeLabel(word));
  const order = random.permutation(words.length).subarray(0, numWords(words.length, random));
  const chosen = new Set(Array.from(order, (place) => words[place].index));
  return text.replaceAll(wordPattern, (word, place: number) => (chosen.has(place) ? change(word, random) : word));
}
