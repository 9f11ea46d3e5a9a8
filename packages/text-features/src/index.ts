export { encodedTextExtractor } from './encoded-text-extractor.ts';
export { encodedTextOptions, type EncodedTextExtractorOptions, type EncodedTextOptions } from './encoded-text-options.ts';
export { hashedColumn, murmurHash3 } from './hashing.ts';
export { languageOf, stemmer, stopWords, type Stem } from './languages.ts';
export { maskLabels } from './masking/mask-labels.ts';
export { termReader } from './terms.ts';
export { textExtractor, type TextExtractor, type TextRaw } from './text-extractor.ts';
export { textOptions, type TermOptions, type TextExtractorOptions, type TextOptions } from './text-options.ts';
export {
  documentFrequency,
  inverseDocumentFrequency,
  tfIdf,
  vocabulary,
  type ColumnOf,
  type DocumentFrequency,
  type Vocabulary,
  type VocabularyOptions,
} from './tf-idf.ts';
export { normalised, tokenize } from './tokenize.ts';
