import { encodedExtractor, tokenizerFile, type EncodedRaw, type EncoderBatch, type EncoderInput } from '@mmae/encoders';
import { resolveOptions } from '@mmae/input';
import { seededRandom } from '@mmae/random';
import { UnusableMediaError, type Extractor, type Media } from '@mmae/samples';
import { encodedTextOptions, type EncodedTextExtractorOptions, type EncodedTextOptions } from './encoded-text-options.ts';
import { murmurHash3 } from './hashing.ts';
import { languageOf } from './languages.ts';
import { maskLabels } from './masking/mask-labels.ts';
import { openTokenizer } from './open-tokenizer.ts';

/** The number of augmented copies, and the probability that a copy lacks a word. */
const numCopies = 4;
const dropProbability = 0.3;

/**
 * Embeddings of texts by a pretrained network. The words of labels are removed before a text is encoded. Copies are altered texts: each lacks every
 * word with probability 0.3, the same ones in every run.
 *
 * @param copies whether copies are encoded too, which takes five times as long
 * @throws InputError for options that break the rules of `encodedTextOptions`; when it is first used, for an encoder that is missing or does not fit
 */
export function encodedTextExtractor(given: EncodedTextExtractorOptions, { copies }: { readonly copies: boolean }): Extractor<EncodedRaw> {
  const options = resolveOptions('encodedTextExtractor', encodedTextOptions, given);
  const maskedText = masking(options);
  return encodedExtractor({
    ...{ modality: 'text', encoder: options.encoder, numCopies: copies ? numCopies : 0 },
    settings: { language: options.language },
    batches: (encoder) => {
      const { input } = encoder.description;
      const encode = openTokenizer(tokenizerFile(encoder), input);
      const batchOf = (text: string) => {
        const rows = [text, ...(copies ? copiesOf(text) : [])].map(encode);
        if (rows[0].length === 0) throw new UnusableMediaError('no tokens: the encoder knows no word of the text. Provide another text.');
        return tokenBatch(rows, input, encoder.file.endsWith('.onnx'));
      };
      return {
        of: async (media) => batchOf(maskedText(media)),
        example: () => tokenBatch([[0, 1]], input, encoder.file.endsWith('.onnx')),
      };
    },
  });
}

/** The function from media to a text without the words of labels, in the language of the text. */
function masking({ maskLabels: labels, language: defaultLanguage }: EncodedTextOptions): (media: Media) => string {
  const masks = new Map<string, (text: string) => string>();
  const maskOf = (tag: string) => {
    const mask = masks.get(tag) ?? (labels.length === 0 ? (text: string) => text : maskLabels(labels, languageOf(tag)));
    masks.set(tag, mask);
    return mask;
  };
  return (media) => {
    if (media.kind !== 'text')
      throw new UnusableMediaError(`not a text: expected media of kind text, got ${media.kind}. Correct the modality.`);
    const text = known(maskOf, media.language || defaultLanguage)(media.text);
    if (/[\p{L}\p{N}]/u.test(text)) return text;
    throw new UnusableMediaError('no words: the text has none apart from label words. Provide a longer text.');
  };
}

function known<Value>(valueOf: (tag: string) => Value, tag: string): Value {
  try {
    return valueOf(tag);
  } catch (error) {
    throw new UnusableMediaError(`unknown language: ${(error as Error).message}`, { cause: error });
  }
}

/** Copies that lack words; one that would lack all of them is the text itself. */
function copiesOf(text: string): string[] {
  const random = seededRandom(murmurHash3(text));
  const words = text.split(/\s+/).filter((word) => word !== '');
  return Array.from({ length: numCopies }, () => {
    const kept = words.filter(() => random.next() >= dropProbability).join(' ');
    return /[\p{L}\p{N}]/u.test(kept) ? kept : text;
  });
}

/** Token ids, filled up to the length of the longest or to that of the network, `[batch, length]`. @param isNetwork whether it takes more than ids */
export function tokenBatch(rows: readonly (readonly number[])[], input: EncoderInput<'text'>, isNetwork: boolean): EncoderBatch {
  const length = input.padTo ?? Math.max(...rows.map((ids) => ids.length));
  const shape = [rows.length, length];
  const ids = new BigInt64Array(rows.length * length).fill(BigInt(input.padId));
  const mask = new BigInt64Array(ids.length);
  rows.forEach((row, i) =>
    row.forEach((id, t) => {
      ids[i * length + t] = BigInt(id);
      mask[i * length + t] = 1n;
    }),
  );
  const tensor = (data: BigInt64Array) => ({ type: 'int64', data, shape }) as const;
  const others = {
    ...(input.mask !== undefined && { [input.mask]: tensor(mask) }),
    ...(input.types !== undefined && { [input.types]: tensor(new BigInt64Array(ids.length)) }),
  };
  return { inputs: { [input.ids]: tensor(ids), ...(isNetwork && others) }, mask: Array.from(mask, Number) };
}
