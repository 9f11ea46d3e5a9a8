import { Tokenizer } from '@huggingface/tokenizers';
import type { EncoderInput } from '@mmae/encoders';
import { InputError } from '@mmae/input';
import { readFileSync } from 'node:fs';

/**
 * Opens a `tokenizer.json` of Hugging Face.
 *
 * @returns a function from a text to its token ids, at most `maxTokens`; of a longer text, the token that ends it is kept; words that the tokenizer has no
 * token for are left out
 * @throws InputError if the file is no such tokenizer
 */
export function openTokenizer(file: string, { specialTokens, maxTokens }: EncoderInput<'text'>): (text: string) => number[] {
  const tokenizer = read(file);
  return (text) => {
    const { ids: all } = tokenizer.encode(text, { add_special_tokens: specialTokens });
    const ids = all.filter((id: number) => Number.isInteger(id));
    if (ids.length <= maxTokens) return ids;
    return specialTokens ? [...ids.slice(0, maxTokens - 1), ids.at(-1)!] : ids.slice(0, maxTokens);
  };
}

function read(file: string): Tokenizer {
  try {
    return new Tokenizer(JSON.parse(readFileSync(file, 'utf8')) as object, {});
  } catch (error) {
    throw new InputError(
      `openTokenizer: expected a tokenizer.json of Hugging Face in ${file}, got: ${(error as Error).message}. Use that of the encoder.`,
      { cause: error },
    );
  }
}
