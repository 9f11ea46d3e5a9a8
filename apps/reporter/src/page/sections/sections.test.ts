// What each section says of a synthetic run; page.test.ts opens the whole page in a browser.
import { evaluateRun, loadRun, type Results } from '@mmae/scoring';
import { summarizeClusters } from '../../findings/clusters.ts';
import { syntheticRun } from '../../synthetic-folder.test.support.ts';
import type { Html } from '../html.ts';
import { mediaStore } from '../media-store.ts';
import { clusterSection, clusterStrip } from './clusters.ts';
import { contentsSection } from './contents.ts';
import { controlSection } from './controls.ts';
import { dataSection } from './data.ts';
import { mapSection } from './map.ts';
import { missingSection } from './missing.ts';
import { overview } from './overview.ts';
import { partSection } from './parts.ts';
import { reconstructionSection } from './reconstructions.ts';
import { scoreSection } from './scores.ts';
import { searchSection } from './search.ts';
import { settingsSection } from './settings.ts';
import { tagSection } from './tags.ts';
import { trainingSection } from './training.ts';

let results: Results;
beforeAll(async () => {
  const noise = { mmae: 0.6, mcca: 1.6, 'control.untrained': 3 };
  const run = await loadRun(await syntheticRun({ numTrain: 96, numTest: 64, numPreviews: 40, noise }));
  results = await evaluateRun(run, { seed: 0, numDraws: 60, onProgress: () => undefined });
});

const store = mediaStore(1e7);
const textOf = (shown: { readonly body: Html } | Html | undefined) => {
  const { markup } = shown && 'body' in shown ? shown.body : shown!;
  return markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
};

test('the first screen states the outcome, compares with baselines and has notes', () => {
  const text = textOf(overview(results, summarizeClusters(results), store));
  expect(text).toMatch(/\d+ of 100 unseen items land in the correct cluster \(of\u00a08\)|\(of 8\)/);
  expect(text).toMatch(/Cluster–label agreement \(NMI\) (1\.00|\.\d\d) how closely the clusters match the labels/);
  expect(text).toContain('MMAE is significantly better than the best baseline, MCCA');
  expect(text).toMatch(/Notes on these results .*Only 64 items were held out, so the intervals are wide\./);
});

test('clusters: a strip of the largest and a card each, with shares of labels', () => {
  const clusters = summarizeClusters(results);
  expect(textOf(clusterStrip([...clusters, ...clusters], store))).toContain('and 9 more clusters');
  const text = textOf(clusterSection(results, clusters, store));
  expect(text).toMatch(/amber cluster \d · \d+ items/);
  expect(text).toMatch(/Labels: amber (\d+ of \d+|\d+ %)/);
});

test('search: every direction, with scores and marked hits', () => {
  const text = textOf(searchSection(results, store));
  expect(text).toMatch(
    /audio → image first hit correct: \d+\u00a0% mAP \.\d\d \(chance \.\d\d\) median rank of the first correct hit: 1|audio → image first hit correct: \d+ %/,
  );
  expect(text).toContain('Queries that combine modalities audio + image → text');
  expect(text).toMatch(/query: \w+ .*✓ /);
});

test('tags and reconstructions name the modalities they come from', () => {
  expect(textOf(tagSection(results, store))).toMatch(/the label of the nearest training items.* from image .* from audio north 60/);
  expect(textOf(reconstructionSection(results, store))).toMatch(/original from text from audio \+ image/);
});

test('scores: bold only where a difference is significant, and definitions of all measures', () => {
  const { markup } = scoreSection(results).body;
  expect(markup).toMatch(/<tr class="main">\s*<th scope="row">MMAE<\/th>\s*<td><strong>/);
  expect(textOf(scoreSection(results))).toMatch(
    /Scores on 64 items of the test split.*Definitions of the measures NMI Normalized mutual information/,
  );
});

test('scores by kind of item, with missing modalities and of controls', () => {
  expect(textOf(partSection(results))).toMatch(/Accuracy by voice real \(\d+\)/);
  expect(textOf(missingSection(results))).toMatch(/NMI by share of modalities removed.*without audio.*text only/);
  expect(textOf(controlSection(results))).toMatch(/untrained encoder.*Without any training, the network reaches NMI/);
});

test('training, data and settings', () => {
  expect(textOf(trainingSection(results))).toMatch(/12 epochs, 360 steps, 30 s\..*Total loss train validation/);
  expect(textOf(dataSection(results))).toMatch(/160 items with 8 labels\. 2 files or texts could not be used\..*1 × audio: no such file/);
  expect(textOf(contentsSection(results))).toMatch(/160 of 160 texts contain their label\..* 0 texts still contain/);
  expect(textOf(settingsSection(results))).toMatch(/Repeat this run mmae-train synthetic --data planted mmae-report /);
});

test('a map without data is left out', () => {
  expect(mapSection(results, undefined)).toBeUndefined();
  const data = { items: [{ id: 's0' }], layouts: { UMAP: '' }, colourings: { split: { names: ['test'], codes: [0] } } };
  expect(textOf(mapSection(results, data))).toMatch(/1 of 160 items are shown\. Layout UMAP Colour by split/);
});
