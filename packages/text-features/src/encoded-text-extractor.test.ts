// Also covers `encoded-text-options.ts` and `open-tokenizer.ts`. The encoder is a token table, which needs no runtime.
import { seededRandom } from '@mmae/random';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodedTextExtractor, tokenBatch } from './encoded-text-extractor.ts';
import { openTokenizer } from './open-tokenizer.ts';
import { textExtractor } from './text-extractor.ts';

const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'the', 'mouse', 'cheese', 'old', '##er', 'nibbles'];

/** A tokenizer of words and their ends, as BERT's. */
const tokenizer = {
  ...{ version: '1.0', truncation: null, padding: null, added_tokens: [], decoder: null },
  normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: { '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] }, '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] } },
  },
  model: {
    ...{ type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100 },
    vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
  },
};

const description = {
  modality: 'text',
  input: { tokenizer: 'tokenizer.json', specialTokens: false, maxTokens: 16 },
  output: { name: 'table', pooling: 'mean' },
  ...{ licence: 'MIT', source: 'this test', trainedOn: 'nothing', labelsSeen: 'none' },
};

/** A safetensors file with one tensor, by the format: the length of the header, the header, the numbers. */
function safetensors(name: string, shape: readonly number[], data: Float32Array): Buffer {
  const header = Buffer.from(JSON.stringify({ [name]: { dtype: 'F32', shape, data_offsets: [0, data.byteLength] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.from(data.buffer)]);
}

/** Token t has the embedding (t, t²). */
async function writeEncoder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'encoders-'));
  const table = Float32Array.from(vocabulary.flatMap((_, token) => [token, token * token]));
  await writeFile(join(folder, 'tiny.safetensors'), safetensors('table', [vocabulary.length, 2], table));
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer));
  await writeFile(join(folder, 'tiny.json'), JSON.stringify(description));
  return join(folder, 'tiny.safetensors');
}

test('a text becomes the ids of its tokens; a longer one keeps the token that ends it', async () => {
  const file = join(await writeEncoder(), '..', 'tokenizer.json');
  const options = { ...{ ids: 'x', tokenizer: file, padId: 0 }, specialTokens: true, maxTokens: 16 };
  expect(openTokenizer(file, options)('The OLDER mouse…')).toEqual([2, 4, 7, 8, 5, 1, 3]);
  expect(openTokenizer(file, { ...options, maxTokens: 3 })('The older mouse')).toEqual([2, 4, 3]);
  expect(openTokenizer(file, { ...options, specialTokens: false, maxTokens: 2 })('The older mouse')).toEqual([4, 7]);
  await writeFile(file, '{"model": 3}');
  expect(() => openTokenizer(file, options)).toThrow(/openTokenizer: expected a tokenizer\.json of Hugging Face in .*, got: /);
});

test('shorter texts are filled up, and the mask says where', () => {
  const input = { ids: 'ids', mask: 'mask', types: 'types', tokenizer: '', specialTokens: true, maxTokens: 4, padId: 9 };
  const { inputs, mask } = tokenBatch([[4, 5, 6], [7]], input, true); // prettier-ignore
  expect(Object.fromEntries(Object.entries(inputs).map(([name, { data, shape }]) => [name, [shape, Array.from(data, Number)]]))).toEqual({
    ids: [[2, 3], [4, 5, 6, 7, 9, 9]],
    mask: [[2, 3], [1, 1, 1, 1, 0, 0]],
    types: [[2, 3], [0, 0, 0, 0, 0, 0]],
  }); // prettier-ignore
  expect(mask).toEqual([1, 1, 1, 1, 0, 0]);
  expect(Object.keys(tokenBatch([[4]], { ...input, padTo: 4 }, false).inputs)).toEqual(['ids']);
  expect(tokenBatch([[4]], { ...input, padTo: 4 }, false).inputs.ids.shape).toEqual([1, 4]);
});

test('the words of labels are removed before a text is encoded', async () => {
  const encoder = await writeEncoder();
  const masked = encodedTextExtractor({ encoder, maskLabels: ['mouse'] }, { copies: false });
  const plain = encodedTextExtractor({ encoder }, { copies: false });
  const embed = async (extractor: typeof masked, text: string) => [...(await extractor.extract({ kind: 'text', text })).data];
  expect(await embed(masked, 'The mouse nibbles, the Mice nibble')).toEqual(await embed(plain, 'The nibbles, the nibble'));
  expect(await embed(masked, 'the cheese')).toEqual([5, 26]);
  await expect(masked.extract({ kind: 'text', text: 'Mouse!' })).rejects.toThrow('no words: the text has none apart from label words.');
  await expect(masked.extract({ kind: 'text', text: 'cheese', language: '!' })).rejects.toThrow(/^unknown language: /);
});

test('copies lack words, and are the same in every run', async () => {
  const encoder = await writeEncoder();
  const make = () => encodedTextExtractor({ encoder }, { copies: true });
  const text = 'the older mouse nibbles old cheese';
  const [raw, again] = await Promise.all([make(), make()].map((extractor) => extractor.extract({ kind: 'text', text })));
  expect(again).toEqual(raw);
  const copies = make().augment(raw, seededRandom(1));
  expect(copies).toHaveLength(4);
  expect(new Set(copies.map(({ data }) => data.join())).size).toBeGreaterThan(1);
});

test('options that do not go with an encoder are refused', () => {
  const given = { encoder: 'minilm', stem: true } as never;
  expect(() => encodedTextExtractor(given, { copies: false })).toThrow(
    'encodedTextExtractor: expected a known option, got "stem". Known: encoder, language, maskLabels.',
  );
  expect(() => textExtractor({ encoder: 'minilm' })).toThrow('textExtractor: expected no encoder, got "minilm". Use encodedTextExtractor.');
});
