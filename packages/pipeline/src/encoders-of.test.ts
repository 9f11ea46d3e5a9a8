import type { Manifest } from '@mmae/samples';
import { toSafetensors } from '@mmae/tensor-files';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodersOf } from './encoders-of.ts';
import { extractMedia } from './extract-media.ts';
import type { FeaturePlan } from './feature-plan.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'encoders-of-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const origin = { licence: 'MIT', source: 'this test', trainedOn: 'colours', labelsSeen: 'red' };

/** Two words with an embedding each. */
function writeEncoder(data = Float32Array.of(0, 0, 1, 2, 3, 4), tensor = 'table'): void {
  const vocab = { unknown: 0, red: 1, blue: 2 };
  const tokenizer = { pre_tokenizer: { type: 'Whitespace' }, added_tokens: [], model: { type: 'WordLevel', vocab, unk_token: 'unknown' } };
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify({ normalizer: null, post_processor: null, decoder: null, ...tokenizer }));
  writeFileSync(join(folder, 'words.safetensors'), toSafetensors({ table: { shape: [3, 2], data } }));
  const input = { tokenizer: 'tokenizer.json', specialTokens: false, maxTokens: 4 };
  writeFileSync(join(folder, 'words.json'), JSON.stringify({ modality: 'text', input, output: { name: tensor, pooling: 'mean' }, ...origin })); // prettier-ignore
}

const planOf = (options: object = {}) =>
  ({
    modalities: ['text'],
    media: { text: { extractor: 'text', options: { encoder: join(folder, 'words.safetensors'), ...options } } },
  }) as FeaturePlan;

const manifest = (): Manifest => ({
  ...{ file: join(folder, 'manifest.csv'), mediaRoot: folder, skipped: [], remarks: [], fingerprint: '' },
  samples: ['red', 'blue red', '…'].map((text, i) => ({ id: `s${i}`, split: 'train', media: { text: { kind: 'text', text } }, extra: {} })),
});

async function extract(plan = planOf()) {
  const lines: string[] = [];
  const progress = { say: (line: string) => void lines.push(line), update: () => undefined };
  const media = await extractMedia(manifest(), plan, { cacheFolder: join(folder, 'cache'), progress });
  const raws = [0, 1, 2].map((sample) => media.extractions.text.raw(sample) as { data: Float32Array } | undefined);
  media.close();
  return { lines, raws: raws.map((raw) => raw && [...raw.data]), skipped: media.skipped };
}

test('the encoders of a plan are named with what they have seen', () => {
  writeEncoder();
  expect(encodersOf(planOf())).toEqual({ text: { name: 'words.safetensors', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), ...origin } });
  expect(encodersOf({ modalities: ['text'], media: { text: { extractor: 'text' } } })).toEqual({});
  expect(() => encodersOf(planOf({ encoder: 'efficientnet' }))).toThrow(/^readEncoder: expected an \.onnx or \.safetensors file or one of/);
});

test('embeddings are cached; media that cannot be used cost the sample only', async () => {
  writeEncoder();
  const { lines, raws, skipped } = await extract();
  expect(lines).toEqual(['text: 2 samples (2 extracted, 0 cached, 1 skipped)']);
  expect(raws).toEqual([[1, 2], [2, 3], undefined]);
  expect(skipped).toMatchObject([{ id: 's2', reason: expect.stringMatching(/^no words: /) }]);
  expect((await extract()).lines).toEqual(['text: 2 samples (0 extracted, 2 cached, 1 skipped)']);
});

test('an encoder that does not fit its description ends the extraction', async () => {
  writeEncoder(undefined, 'weight');
  await expect(extract()).rejects.toThrow(/^openEncoder: expected a tensor "weight" of shape \[tokens, width\]/);
});

test('options that do not go with an encoder end the extraction', async () => {
  writeEncoder();
  await expect(extract(planOf({ stem: true }))).rejects.toThrow('encodedTextExtractor: expected a known option, got "stem".');
});
