import type { GivenOptions, Options } from '@mmae/input';
import { z } from 'zod';
import { languageOf } from './languages.ts';

/** Options of the text extractor. */
export const textOptions = z.strictObject({
  language: z
    .string()
    .refine(isLanguageTag, 'a language tag such as "en" or "pt-BR" (BCP 47)')
    .default('en')
    .describe('language of texts that do not name their own, a BCP 47 tag'),
  stem: z
    .boolean()
    .default(false)
    .describe(
      'reduce words to their stem, for languages that have a stemmer; the words of labels are then removed in every form of their stem',
    ),
  removeStopWords: z.boolean().default(true).describe('remove common words, for languages that have a list of them'),
  maxNgramLength: z.int().min(1).default(1).describe('longest sequence of words that counts as a term').meta({ unit: 'words' }),
  maskLabels: z
    .array(z.string())
    .default([])
    .describe('labels whose words are removed from the text before anything else; `maskLabels` of the modality fills this in'),
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

function isLanguageTag(tag: string): boolean {
  try {
    languageOf(tag);
    return true;
  } catch {
    return false;
  }
}
