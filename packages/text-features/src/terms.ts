import { stemmer, stopWords } from './languages.ts';
import { labelWords, maskLabels } from './mask-labels.ts';
import { stemsOf } from './stems.ts';
import type { TermOptions } from './text-options.ts';
import { isUnspaced, normalised, tokenize } from './tokenize.ts';

/**
 * How texts of one language become terms: label words out, one spelling, words, stop words out, stems, n-grams (words joined by a space, the
 * single ones first). Words of one letter are dropped, as scikit-learn does, but for scripts without spaces, where one is often a word.
 */
export function termReader(language: string, options: TermOptions): (text: string) => string[] {
  const masked = options.maskLabels.length > 0 ? maskLabels(options.maskLabels, language) : (text: string) => text;
  const weak = options.removeStopWords ? stopWords(language) : new Set<string>();
  const stem = options.stem ? stemmer(language) : undefined;
  const isLabel = stem ? labelStemTest(language, options.maskLabels) : () => false;
  return (text) => {
    const words = tokenize(masked(normalised(text))).filter((word) => !weak.has(word) && (word.length > 1 || isUnspaced(word)));
    const stems = stem ? words.filter((word) => !isLabel(word)).map(stem) : words;
    return ngrams(stems, options.maxNgramLength);
  };
}

/** Whether a word's stem is one of the labels': else "training" would bring "train" back. */
function labelStemTest(language: string, labels: readonly string[]): (word: string) => boolean {
  const stems = stemsOf(language)!;
  const ofLabels = new Set([...labelWords(labels, language)].flatMap(stems));
  return (word) => ofLabels.size > 0 && stems(word).some((stem) => ofLabels.has(stem));
}

function ngrams(words: readonly string[], maxLength: number): string[] {
  const terms = [...words];
  for (let length = 2; length <= maxLength; length++) {
    for (let start = 0; start + length <= words.length; start++) terms.push(words.slice(start, start + length).join(' '));
  }
  return terms;
}
