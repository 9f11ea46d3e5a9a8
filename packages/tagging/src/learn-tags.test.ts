import { openTrainedRun, type TrainedRun } from '@mmae/embedder';
import { writePlantedRun } from '@mmae/embedder/planted-run.test.support';
import { toBlock, type FittedModality } from '@mmae/pipeline';
import { loadTagScores } from '@mmae/run-folder';
import type { Manifest, Sample, Split } from '@mmae/samples';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDescriber } from './describer.ts';
import { learnTags, type TaggedModel } from './learn-tags.ts';

let folder: string;
let run: TrainedRun;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'learn-tags-'));
  await writePlantedRun(folder);
  run = await openTrainedRun(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Texts about fire and water with titles that fit, in every split; what the planted model reconstructs is known. */
const stories = (['train', 'train', 'validation', 'validation', 'test', 'test'] as Split[]).map((split, i) => ({
  split,
  ...(i % 2 === 0
    ? { label: 'fire', title: ['ember'], text: ['ember', 'brick'] }
    : { label: 'water', title: ['sea'], text: ['sea', 'sky'] }),
}));

function trained(): TaggedModel {
  const present = new Uint8Array(stories.length).fill(1);
  const fittedOf = (modality: 'text' | 'title'): FittedModality => ({
    ...run.features[modality],
    extraction: { present, raw: (sample: number) => stories[sample][modality] } as never,
  });
  const fitted = { text: fittedOf('text'), title: fittedOf('title') };
  const blockOf = (modality: 'text' | 'title') =>
    toBlock(
      fitted[modality],
      stories.map((story) => story[modality]),
    );
  return {
    experiment: { ...run.plan, seed: 0 },
    manifest: {
      samples: stories.map(({ split, label }, i): Sample => ({ id: `s${i}`, split, label, media: {}, extra: {} })),
    } as unknown as Manifest,
    rows: [...stories.keys()],
    fitted,
    table: {
      ids: stories.map((_, i) => `s${i}`),
      blocks: { text: blockOf('text'), title: blockOf('title') },
      present: { text: present, title: present },
    },
    model: run.model,
  };
}

test('learnTags saves confidences from validation, and scores of the tags on test', async () => {
  const material = trained();
  const describe = await learnTags(folder, material, material.model);
  const [fire] = describe(material.table, ['title']);
  expect(fire.filter(({ kind }) => kind === 'word').map(({ tag }) => tag)).toEqual(['ember', 'brick']);
  expect(fire.find(({ kind }) => kind === 'label')!.tag).toBe('fire');
  const { title } = (await loadTagScores(folder))!;
  expect(title.label).toMatchObject({ numSamples: 2, model: 1 }); // both labels are right
  expect(title.word!.model).toBeCloseTo(2 / 5, 12); // two of five words
  const again = (await openDescriber(run))!;
  expect(again(material.table, ['title'])[0].map(({ tag }) => tag)).toEqual(expect.arrayContaining(['ember', 'brick']));
});

test('without a model that was held out there are no tags', async () => {
  const material = trained();
  const describe = await learnTags(folder, material, undefined);
  expect(describe(material.table, ['title'])).toEqual(stories.map(() => []));
  expect(await openDescriber(run)).toBeUndefined();
});
