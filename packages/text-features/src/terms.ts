import { stemmer, stopWords } from './languages.ts';
import { labelWords, maskLabels } from './masking/mask-labels.ts';
import { stemsOf } from './masking/spellings.ts';
import type { TermOptions } from './text-options.ts';
import { isUnspaced, normalised, tokenize } from './tokenize.ts';

/**
 * Creates a function that converts texts of one language to terms. The steps are: normalise, remove label words, split into words, remove stop words,
 * stem, build n-grams (words joined by a space, single words first). Words of one letter are dropped, as in scikit-learn, except in scripts
 * without spaces, in which one character is often a word.
 */
export function termReader(language: string, options: TermOptions): (text: string) => string[] {
  const masked = options.maskLabels.length > 0 ? maskLabels(options.maskLabels, language) : (text: string) => text;
  const ignored = options.removeStopWords ? stopWords(language) : new Set<string>();
  const stem = options.stem ? stemmer(language) : undefined;
  const isLabel = stem ? labelStemTest(language, options.maskLabels) : () => false;
  return (text) => {
    const words = tokenize(masked(normalised(text))).filter((word) => !ignored.has(word) && (word.length > 1 || isUnspaced(word)));
    const stems = stem ? words.filter((word) => !isLabel(word)).map(stem) : words;
    return ngrams(stems, options.maxNgramLength);
  };
}

/** Whether a word has the same stem as a label's word; otherwise "training" would be reduced to a label "train". */
function labelStemTest(language: string, labels: readonly string[]): (word: string) => boolean {
  const stems = stemsOf(language)!;
  const labelStems = new Set([...labelWords(labels, language)].flatMap(stems));
  return (word) => labelStems.size > 0 && stems(word).some((stem) => labelStems.has(stem));
}

function ngrams(words: readonly string[], maxLength: number): string[] {
  const terms = [...words];
  for (let length = 2; length <= maxLength; length++) {
    for (let start = 0; start + length <= words.length; start++) terms.push(words.slice(start, start + length).join(' '));
  }
  return terms;
}
