import type { GivenOptions, Options } from '@mmae/input';
import { z } from 'zod';
import { encodedTextOptions } from './encoded-text-options.ts';

/** Options of the text extractor. */
export const textOptions = z.strictObject({
  encoder: encodedTextOptions.shape.encoder.optional(),
  language: encodedTextOptions.shape.language,
  stem: z
    .boolean()
    .default(false)
    .describe(
      'reduce words to their stem, for languages that have a stemmer; the words of labels are then removed in every form of their stem',
    ),
  removeStopWords: z.boolean().default(true).describe('remove common words, for languages that have a list of them'),
  maxNgramLength: z.int().min(1).default(1).describe('longest sequence of words that counts as a term').meta({ unit: 'words' }),
  maskLabels: encodedTextOptions.shape.maskLabels,
  columns: z
    .enum(['vocabulary', 'hashed'])
    .default('vocabulary')
    .describe(
      '`vocabulary`: one column for each of the most frequent terms of train; `hashed`: one column for each value of a hash, which covers every term',
    ),
  maxTerms: z.int().min(1).default(2048).describe('number of columns: the maximum for a vocabulary, the exact number for a hash'),
  minDocuments: z.int().min(1).default(1).describe('minimum number of train texts that contain a term of the vocabulary'),
  sublinear: z.boolean().default(true).describe('use 1 + ln(count) instead of the count of a term'),
});

export type TextOptions = Options<typeof textOptions>;
export type TextExtractorOptions = GivenOptions<typeof textOptions>;

/** The options that decide how texts of one language become terms. */
export type TermOptions = Pick<TextOptions, 'stem' | 'removeStopWords' | 'maxNgramLength' | 'maskLabels'>;
