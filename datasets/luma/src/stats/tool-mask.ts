import { LancasterStemmer } from 'natural/lib/natural/stemmers/index.js';

/**
 * The mask of LUMA's tool: it takes a word out where its Lancaster stem is the label. Eleven classes it never finds, since their own stems are other
 * words: house is "hous", woman "wom", television "televid".
 */
export const toolMask = (text: string, label: string): string =>
  text.replaceAll(/\p{L}+/gu, (word) => (LancasterStemmer.stem(word.toLowerCase()) === label ? '' : word));
