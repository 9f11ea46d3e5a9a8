import { stemmer, stopWords } from './languages.ts';
import { labelWords, maskLabels } from './mask-labels.ts';
import { isUnspaced, normalised, tokenize } from './tokenize.ts';

export interface TermOptions {
  /** words to what their forms share, where natural has a stemmer for the language; label words then go in every form of that stem */
  readonly stem: boolean;
  /** words that say little are left out, where a list is known */
  readonly removeStopWords: boolean;
  /** terms are words, and runs of up to so many words */
  readonly maxNgramLength: number;
  /** labels whose words are taken out of the text before anything else */
  readonly maskLabels: readonly string[];
}

/**
 * How texts of one language become terms: label words out, one spelling, words, stop words out, stems, n-grams (words joined by a space, the
 * single ones first). Words of one letter are dropped, as scikit-learn does, but for scripts without spaces, where one is often a word.
 */
export function termReader(language: string, options: TermOptions): (text: string) => string[] {
  const masked = options.maskLabels.length > 0 ? maskLabels(options.maskLabels, language) : (text: string) => text;
  const weak = options.removeStopWords ? stopWords(language) : new Set<string>();
  const stem = options.stem ? stemmer(language) : undefined;
  const labelStems = new Set(stem && Array.from(labelWords(options.maskLabels, language), stem)); // else "training" would bring "train" back
  return (text) => {
    const words = tokenize(normalised(masked(text))).filter((word) => !weak.has(word) && (word.length > 1 || isUnspaced(word)));
    const stems = stem ? words.map(stem).filter((word) => !labelStems.has(word)) : words;
    return ngrams(stems, options.maxNgramLength);
  };
}

function ngrams(words: readonly string[], maxLength: number): string[] {
  const terms = [...words];
  for (let length = 2; length <= maxLength; length++) {
    for (let start = 0; start + length <= words.length; start++) terms.push(words.slice(start, start + length).join(' '));
  }
  return terms;
}
