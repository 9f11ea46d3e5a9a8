// Covers `new-media.ts` too.
import { openTrainedRun } from '@mmae/embedder';
import { writePlantedRun } from '@mmae/embedder/planted-run.test.support';
import { subsetKey } from '@mmae/run-folder';
import type { Manifest, Sample } from '@mmae/samples';
import { openDescriber, saveTagCalibration } from '@mmae/tagging';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { annotate, embedSubsets } from './annotate.ts';
import { expectUsable, openNewMedia } from './new-media.ts';

let folder: string;
const cacheBefore = process.env.MMAE_CACHE;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-'));
  process.env.MMAE_CACHE = join(folder, 'cache');
  await writePlantedRun(folder);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  if (cacheBefore === undefined) delete process.env.MMAE_CACHE;
  else process.env.MMAE_CACHE = cacheBefore;
});

const work = { progress: { say: () => undefined, update: () => undefined }, signal: new AbortController().signal };

function manifestOf(...stories: Record<string, string>[]): Manifest {
  const samples: Sample[] = stories.map((texts, i) => ({
    ...{ id: `${i}`, split: 'test', extra: {} },
    media: Object.fromEntries(Object.entries(texts).map(([modality, text]) => [modality, { kind: 'text', text }])),
  }));
  return { file: 'new.csv', mediaRoot: folder, samples, skipped: [], fingerprint: '', remarks: [] };
}

async function opened(...stories: Record<string, string>[]) {
  const run = await openTrainedRun(folder);
  const manifest = manifestOf(...stories);
  return { run, manifest, media: await openNewMedia(run, manifest, { ...work, plan: run.plan }) };
}

/** The direction of an embedding in degrees: fire is 0, water is 90. */
const degrees = ([fire, water]: Float32Array) => (Math.atan2(water, fire) * 180) / Math.PI;

test('each sample gets the embeddings of its modalities, and the joint one, whose direction is known', async () => {
  const { run, media } = await opened({ text: 'ember', title: 'sea' }, { text: '' }, { title: 'brick ember' });
  const [first, ...others] = [...annotate(run, media, undefined)].flat();
  media.close();
  expect(Object.keys(first.embeddings).sort()).toEqual(['joint', 'text', 'title']);
  expect(degrees(first.embeddings.text)).toBeCloseTo(0, 4);
  expect(degrees(first.embeddings.title)).toBeCloseTo(90, 4);
  expect(degrees(first.embeddings.joint)).toBeCloseTo(45, 4);
  const last = others.at(-1)!;
  expect([last.sample, Object.keys(last.embeddings).sort(), last.tags]).toEqual([2, ['joint', 'title'], []]);
  expect([...last.embeddings.joint]).toEqual([...last.embeddings.title]);
});

test('tags come from all modalities of a sample, whatever its neighbours in the chunk have', async () => {
  const curve = { scores: [0, 1], confidences: [0, 1] };
  await saveTagCalibration(folder, { 'word:title': curve, 'word:text+title': curve });
  const { run, media } = await opened({ title: 'ember' }, { text: 'sea', title: 'sea' }, { title: 'sky' }, { text: 'sky' });
  const annotations = [...annotate(run, media, await openDescriber(run))].flat();
  media.close();
  expect(annotations.map(({ tags }) => tags.map(({ tag, from }) => `${tag} from ${from}`))).toEqual([
    ['ember from title', 'brick from title'],
    ['sea from text+title', 'sky from text+title'],
    ['sea from title', 'sky from title'],
    [], // the run has no confidences for tags from a text alone
  ]);
});

test('chunks follow the order of the manifest, and equal the embeddings of the whole table', async () => {
  const stories = Array.from({ length: 1500 }, (_, i) => ({ text: ['ember', 'sea', 'sky brick'][i % 3], ...(i % 2 && { title: 'sky' }) }));
  const { run, media } = await opened(...stories);
  const chunks = [...annotate(run, media, undefined)];
  const whole = await embedSubsets(run.model, media.table);
  media.close();
  expect(chunks.map(({ length }) => length)).toEqual([1024, 476]);
  expect(chunks.flat().map(({ sample }) => sample)).toEqual(stories.map((_, i) => i));
  const joint = chunks.flat().flatMap(({ embeddings }) => [...embeddings.joint]);
  expect(joint).toEqual([...whole[subsetKey(['text', 'title'])].data]);
});

test('samples without usable media are listed; with none, the error says why', async () => {
  const run = await openTrainedRun(folder);
  const manifest = manifestOf({ text: '  ' });
  const media = await openNewMedia(run, manifest, { ...work, plan: { ...run.plan, modalities: ['text'] } });
  media.close();
  expect(media.samples).toEqual([]);
  expect(() => expectUsable(media, manifest)).toThrow(
    /expected at least one sample with usable media in new\.csv, got none: 1 failed, the first: /,
  );
});
