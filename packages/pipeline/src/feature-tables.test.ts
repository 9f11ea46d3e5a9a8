import { fitBlockScaling, readSamples } from '@mmae/feature-table';
import { matrix, row, type StoredRows } from '@mmae/matrix';
import type { Extractor, Manifest, Split } from '@mmae/samples';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScratch, type Scratch } from './cache/scratch.ts';
import { drawItems } from './draw-items.ts';
import { embedTable, readFittingSamples } from './embed-table.ts';
import type { ExtractedMedia } from './extract-media.ts';
import type { FeaturePlan } from './feature-plan.ts';
import { keptSamples, toTables, withoutValidation } from './feature-tables.ts';
import type { FittedModality } from './fit-features.ts';
import { loadFittedFeatures, saveFittedFeatures, termsOf, toBlock } from './fitted-features.ts';
import { makeExtractors, mediaKinds } from './extractors.ts';

let folder: string;
let scratch: Scratch;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
  scratch = openScratch(folder);
});
afterEach(() => {
  scratch.close();
  rmSync(folder, { recursive: true });
});

const splits: Split[] = ['train', 'validation', 'train', 'test', 'train'];
const manifest = { samples: splits.map((split, i) => ({ id: `s${i}`, split, media: {} })) } as unknown as Manifest;
/** Sample 2 has nothing, sample 4 no audio. */
const present = { image: Uint8Array.of(1, 1, 0, 1, 1), audio: Uint8Array.of(1, 1, 0, 1, 0) };
const media = { extractions: { image: { present: present.image }, audio: { present: present.audio } } } as unknown as ExtractedMedia;
const plan = { modalities: ['image', 'audio'], media: { image: { augment: true }, audio: {} }, seed: 3 } as const;

/** Features are the raw number and its negative; two copies, 10 and 20 larger. */
function fittedNumbers(presentOf: Uint8Array): FittedModality {
  const extractor = {
    featureLength: 2,
    transform: (raw: number) => Float32Array.of(raw, -raw),
    numCopies: 2,
    augment: (raw: number) => [raw + 10, raw + 20],
  } as unknown as Extractor;
  const scaling = { mean: matrix(1, 2), scale: 1 };
  return { extractor, scaling, extraction: { present: presentOf, raw: (sample: number) => sample + 1 } as never };
}

async function tables(refit = false) {
  const fitted = { image: fittedNumbers(present.image), audio: fittedNumbers(present.audio) };
  const samples = keptSamples(manifest, media, { ...plan, refit });
  const options = { scratch, progress: { say: () => undefined, update: () => undefined }, signal: new AbortController().signal };
  return toTables(plan as FeaturePlan & typeof plan, manifest, fitted, samples, options);
}

test('keptSamples leaves out samples without a modality, and trains on validation where refit says so', () => {
  expect(keptSamples(manifest, media, { ...plan, refit: false })).toEqual({
    ...{ all: [0, 1, 3, 4], train: [0, 4], validation: [1], validationInTrain: [] },
  });
  expect(keptSamples(manifest, media, { ...plan, refit: true })).toEqual({
    ...{ all: [0, 1, 3, 4], train: [0, 1, 4], validation: [], validationInTrain: [1] },
  });
});

test('toTables fills the blocks of present modalities, zeros elsewhere, and copies of augmented modalities only', async () => {
  const { all, train, validation } = await tables();
  const read = readSamples(all, [0, 1, 2, 3]);
  expect([all.ids, train.ids, validation.ids]).toEqual([['s0', 's1', 's3', 's4'], ['s0', 's4'], ['s1']]);
  expect([...read.blocks.image.data]).toEqual([1, -1, 2, -2, 4, -4, 5, -5]);
  expect([...read.blocks.audio.data]).toEqual([1, -1, 2, -2, 4, -4, 0, 0]);
  expect([...all.present.audio]).toEqual([1, 1, 1, 0]);
  expect(Object.keys(train.copies!)).toEqual(['image']);
  expect(train.copies!.image.map((copy) => [...(copy as StoredRows).read([0, 1]).data])).toEqual([
    [11, -11, 15, -15],
    [21, -21, 25, -25],
  ]);
});

test('withoutValidation removes the validation samples of a train table, with their copies', async () => {
  const whole = await tables(true);
  expect(whole.train.ids).toEqual(['s0', 's1', 's4']);
  const rest = withoutValidation(whole);
  expect(rest.ids).toEqual(['s0', 's4']);
  expect([...(rest.copies!.image[0] as StoredRows).read([1]).data]).toEqual([15, -15]);
});

test('embedTable joins the embeddings of its chunks, and has none where the representation has none', async () => {
  const numSamples = 4096 + 3;
  const values = Float32Array.from({ length: numSamples }, (_, i) => i);
  const table = {
    ids: Array.from(values, String),
    blocks: { image: matrix(numSamples, 1, values) },
    present: { image: new Uint8Array(numSamples).fill(1) },
  };
  const lengths: number[] = [];
  const embed = async (chunk: typeof table, subset: readonly string[]) => {
    if (subset.length === 0) return undefined;
    lengths.push(chunk.ids.length);
    return matrix(chunk.ids.length, 1, chunk.blocks.image.data.map((value) => 2 * value)); // prettier-ignore
  };
  const [embedding, none] = await embedTable({ embed: embed as never }, table, [['image'], []]);
  expect([lengths, none]).toEqual([[4096, 3], undefined]);
  expect(Array.from(embedding!.data)).toEqual(Array.from(values, (value) => 2 * value));
});

test('drawItems keeps the order of the items, and is the same for the same seed', () => {
  const items = Array.from({ length: 100 }, (_, i) => i);
  const drawn = drawItems(items, 10, 1);
  expect(drawn).toHaveLength(10);
  expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
  expect(drawItems(items, 10, 1)).toEqual(drawn);
  expect(drawItems(items, 10, 2)).not.toEqual(drawn);
  expect(drawItems(items, 1000, 1)).toEqual(items);
});

test('readFittingSamples reads small tables whole, with their copies', async () => {
  const { train } = await tables();
  const { ids, copies } = readFittingSamples(train, 0);
  expect([ids, copies!.image.map(({ data }) => data[0])]).toEqual([train.ids, [11, 21]]);
});

test('fitted features are loaded from a run as they were saved', async () => {
  const textPlan = { modalities: ['text'], media: { text: { extractor: 'text' } } } as const;
  expect(mediaKinds(textPlan)).toEqual({ text: 'text' });
  const { text: extractor } = makeExtractors(textPlan, []);
  const raws = [['brick', 'ember'], ['sea'], ['sky', 'brick']];
  extractor.fit(raws);
  const features = matrix(3, extractor.featureLength);
  raws.forEach((raw, i) => row(features, i).set(extractor.transform(raw)));
  const fitted = { text: { extractor, scaling: fitBlockScaling(features, { numComponents: 2, seed: 0 }) } };
  await saveFittedFeatures(folder, fitted);
  const loaded = await loadFittedFeatures(folder, textPlan, []);
  expect(termsOf(loaded.text.extractor)).toEqual(termsOf(extractor));
  expect(toBlock(loaded.text, raws)).toEqual(toBlock(fitted.text, raws));
});
