import { matrix } from '@mmae/matrix';
import type { Extractor, Media } from '@mmae/samples';
import { encodedExtractor, type EncodedRaw } from './encoded-extractor.ts';
import { writeTinyTable } from './tiny-encoder.test.support.ts';

/** The tokens of a text are its digits; its copy is its first digit. */
const digits = (encoder: string, settings: unknown = {}): Extractor<EncodedRaw> =>
  encodedExtractor({
    ...{ modality: 'text', encoder, settings, numCopies: 1 },
    batches: () => ({ of: async (media) => toBatch((media as Media & { text: string }).text), example: () => toBatch('12') }),
  });

const toBatch = (text: string) => ({
  inputs: { input_ids: { type: 'int64', data: BigInt64Array.from([...text, ...text].map(BigInt)), shape: [2, text.length] } as const },
  mask: [...text].map(() => 1).concat([1, ...Array.from({ length: text.length - 1 }, () => 0)]),
});

test('features are the embedding of the media, copies those of altered media', async () => {
  const extractor = digits(await writeTinyTable());
  await extractor.ready!();
  const raw = await extractor.extract({ kind: 'text', text: '31' });
  extractor.fit([raw]);
  expect([extractor.featureLength, extractor.numCopies]).toEqual([2, 1]);
  expect([...extractor.transform(raw)]).toEqual([2, 2]);
  const [copy] = extractor.augment(raw, undefined as never);
  expect([...extractor.transform(copy)]).toEqual([3, 4]);
});

test('raw values survive the cache, also as part of a larger buffer; other bytes are refused', async () => {
  const extractor = digits(await writeTinyTable());
  const raw = matrix(2, 3, Float32Array.of(1, 2, 3, 4, 5, 6.5));
  const bytes = extractor.toBytes(raw);
  const larger = new Uint8Array([7, ...bytes, 7]);
  expect(extractor.fromBytes(larger.subarray(1, -1))).toEqual(raw);
  expect(() => extractor.fromBytes(bytes.subarray(0, -1))).toThrow('expected the bytes of embeddings, got 27 bytes. Extract again.');
});

test('other weights have another identity, and do not continue a run', async () => {
  const [own, others] = [await writeTinyTable(), await writeTinyTable(new Float32Array(8))];
  const trained = digits(own);
  trained.fit([matrix(1, 2)]);
  expect(trained.identity).not.toEqual(digits(others).identity);
  const again = digits(own);
  again.restore(trained.state());
  expect(again.featureLength).toBe(2);
  const other = digits(others);
  other.restore(trained.state());
  await expect(other.ready!()).rejects.toThrow(/expected the weights that the run was trained with, of SHA-256 \w+, got \w+ in/);
  expect(() => digits(own, { trim: 3 }).restore(trained.state())).toThrow('expected a state of {"trim":3}, got {}.');
});

test('embeddings that are not finite cost the file only', async () => {
  const extractor = digits(await writeTinyTable(Float32Array.of(0, 0, 1, 0, NaN, 0, 0, 0)));
  await expect(extractor.extract({ kind: 'text', text: '12' })).rejects.toMatchObject({ name: 'UnusableMediaError' });
});
