import { loadSamples, saveSamples } from '@mmae/run-folder';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRun } from './run.ts';
import { syntheticRun } from './synthetic-folder.test.support.ts';

const small = { numTrain: 10, numTest: 4, numPreviews: 2, noise: { zebra: 1, raw: 1, mmae: 1, pca: 1, 'control.untrained': 1 } };

test('the model comes first, then known baselines, then others; controls are listed apart', async () => {
  const { methods, controls, modalities, name, remarks } = await loadRun(await syntheticRun(small));
  expect([methods, controls, modalities, name]).toEqual([
    ['mmae', 'pca', 'raw', 'zebra'],
    ['untrained'],
    ['audio', 'image', 'text'],
    'planted',
  ]);
  expect(remarks).toEqual([]);
});

test('missing and damaged optional files are named with their consequence', async () => {
  const folder = await syntheticRun(small);
  rmSync(join(folder, 'skipped.csv'));
  rmSync(join(folder, 'checksums.json'));
  writeFileSync(join(folder, 'metrics.jsonl'), '{"epoch": "one"}\n');
  const { remarks, metrics, skipped } = await loadRun(folder);
  expect([metrics, skipped]).toEqual([[], []]);
  expect(remarks).toEqual([
    'The folder has no skipped.csv: skipped media are unknown.',
    expect.stringMatching(/^metrics.jsonl cannot be used: training curves are unknown\. /),
    'The folder has no checksums.json: damage would go unnoticed.',
  ]);
});

test('a column named like an inherited property is found only where the manifest has it', async () => {
  const folder = await syntheticRun(small);
  await saveSamples(
    folder,
    (await loadSamples(folder)).map((sample) => ({ ...sample, extra: { valueOf: 'one' } })),
  );
  const { extra } = (await loadRun(folder)).samples[0];
  expect([extra.valueOf, extra.constructor, Object.keys(extra)]).toEqual(['one', undefined, ['valueOf']]);
});

test('a run without embeddings has not ended: the error says how to resume', async () => {
  const folder = await syntheticRun(small);
  rmSync(join(folder, 'embeddings'), { recursive: true });
  await expect(loadRun(folder)).rejects.toMatchObject({
    name: 'RunFolderError',
    message: expect.stringContaining(`The training has not ended. Resume with: mmae-train --resume ${folder}`),
  });
});
