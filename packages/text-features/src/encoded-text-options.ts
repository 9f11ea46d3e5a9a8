import type { GivenOptions, Options } from '@mmae/input';
import { z } from 'zod';
import { languageOf } from './languages.ts';

/** Options of the extractor of embeddings. */
export const encodedTextOptions = z.strictObject({
  encoder: z
    .string()
    .describe(
      'a pretrained encoder in place of terms: `minilm`, `wordllama`, or the path of an .onnx or .safetensors file with its description',
    ),
  language: z
    .string()
    .refine(isLanguageTag, 'a language tag such as "en" or "pt-BR" (BCP 47)')
    .default('en')
    .describe('language of texts that do not name their own, a BCP 47 tag'),
  maskLabels: z
    .array(z.string())
    .default([])
    .describe('labels whose words are removed from the text before anything else; `maskLabels` of the modality fills this in'),
});

export type EncodedTextOptions = Options<typeof encodedTextOptions>;
export type EncodedTextExtractorOptions = GivenOptions<typeof encodedTextOptions>;

function isLanguageTag(tag: string): boolean {
  try {
    languageOf(tag);
    return true;
  } catch {
    return false;
  }
}
