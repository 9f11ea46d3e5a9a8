import type { Manifest, Sample, Split } from '@mmae/samples';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractMedia, labelsOf, lostFromTrain, presentModalities } from './extract-media.ts';
import { loadExtractedKeys, saveExtractedKeys } from './extracted-keys.ts';
import type { FeaturePlan } from './feature-plan.ts';
import { keptSamples } from './feature-tables.ts';
import { fitMedia } from './fit-features.ts';
import type { Progress } from './progress.ts';
import { readData } from './read-data.ts';

const plan = { modalities: ['text', 'note'], media: { text: { extractor: 'text' }, note: { extractor: 'text' } }, seed: 0 } as const;
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'extract-media-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Six train samples and one of test, all with a text; notes only in test. */
const texts = ['red brick', 'blue sea', 'red rose', 'blue sky', 'red ember', 'blue ink', 'red'];
const manifest = (): Manifest => ({
  ...{ file: join(folder, 'manifest.csv'), mediaRoot: folder, skipped: [], remarks: [], fingerprint: '' },
  samples: texts.map((text, i): Sample => {
    const isTest = i === 6;
    const media = { text: { kind: 'text', text } as const, ...(isTest && { note: { kind: 'text', text: 'late' } as const }) };
    return { id: `s${i}`, split: isTest ? 'test' : 'train', label: text.split(' ')[0], media, extra: {} };
  }),
});

async function extract(lines: string[] = [], options: object = {}) {
  const progress: Progress = { say: (line) => void lines.push(line), update: () => undefined };
  return extractMedia(manifest(), plan as FeaturePlan, { cacheFolder: join(folder, 'cache'), progress, ...options });
}

test('every modality is extracted, from the cache the second time, and reported', async () => {
  const lines: string[] = [];
  (await extract(lines)).close();
  const media = await extract(lines);
  expect(lines).toEqual([
    'text: 7 samples (7 extracted, 0 cached)',
    'note: 1 samples (1 extracted, 0 cached)',
    'text: 7 samples (0 extracted, 7 cached)',
    'note: 1 samples (0 extracted, 1 cached)',
  ]);
  expect([presentModalities(media, 0), presentModalities(media, 6)]).toEqual([['text'], ['text', 'note']]);
  expect(media.extractions.text.raw(1)).toEqual(['blue', 'sea']);
  media.close();
});

test('a modality that no train sample has is left out, with the reason', async () => {
  const media = await extract();
  const { train } = keptSamples(manifest(), media, { ...plan, refit: false });
  const { fitted, leftOut } = fitMedia(media, plan as FeaturePlan & typeof plan, train);
  expect(Object.keys(fitted)).toEqual(['text']);
  expect(leftOut).toEqual({ note: 'no train sample has any' });
  media.close();
});

test('the cache keys of a run are loaded as they were saved; without them the run had not finished extraction', async () => {
  expect(await loadExtractedKeys(folder)).toBeUndefined();
  const media = await extract();
  await saveExtractedKeys(folder, media);
  const keys = (await loadExtractedKeys(folder))!;
  expect(keys.text).toEqual(media.extractions.text.keys);
  expect(keys.note.slice(0, 6)).toEqual(Array.from({ length: 6 }));
  media.close();
});

test('lostFromTrain names train media that an earlier extraction had, with validation where it trains too', () => {
  const splits: Split[] = ['train', 'validation', 'test', 'train'];
  const samples = splits.map((split, i) => ({ id: `s${i}`, split }));
  const extractions = { image: { present: Uint8Array.of(0, 0, 0, 1) } };
  const lost = (refit: boolean) =>
    lostFromTrain({ samples } as unknown as Manifest, { extractions } as never, { earlier: { image: ['a', 'b', 'c', 'd'] }, refit });
  expect(lost(false)).toEqual(['s0 (image)']);
  expect(lost(true)).toEqual(['s0 (image)', 's1 (image)']);
});

test('labelsOf lists distinct labels in order', () => {
  expect(labelsOf(manifest())).toEqual(['blue', 'red']);
});

test('readData maps column names, assigns the default split, and reports how the manifest was read', async () => {
  const file = join(folder, 'titles.csv');
  writeFileSync(file, 'Signatur;Titel\na;one\nb;two\n');
  const lines: string[] = [];
  const progress: Progress = { say: (line) => void lines.push(line), update: () => undefined };
  const columns = { id: 'signatur', text: 'Titel' };
  const textOnly = { modalities: ['text'], media: plan.media, seed: 0 } as const;
  const { samples } = await readData(textOnly as FeaturePlan & { seed: number }, { manifest: file, columns, progress }, 'test');
  expect(samples.map(({ id, split, media }) => [id, split, media.text])).toEqual([
    ['a', 'test', { kind: 'text', text: 'one' }],
    ['b', 'test', { kind: 'text', text: 'two' }],
  ]);
  expect(lines).toEqual(['titles.csv: separated by semicolons', 'titles.csv: columns: "Signatur" is id, "Titel" is text']);
});
