import { featuresOf, openTrainedRun, type TrainedRun } from '@mmae/embedder';
import { writePlantedRun } from '@mmae/embedder/planted-run.test.support';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDescriber, saveTagCalibration } from './describer.ts';

test('a run without confidences has no describer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'describer-'));
  expect(await openDescriber({ folder } as TrainedRun)).toBeUndefined();
  await saveTagCalibration(folder, {});
  expect(await openDescriber({ folder } as TrainedRun)).toBeUndefined();
  rmSync(folder, { recursive: true });
});

test('tags come from the decoder and from labelled neighbours, with calibrated confidences', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'describer-'));
  await writePlantedRun(folder);
  const run = await openTrainedRun(folder);
  expect(await openDescriber(run)).toBeUndefined();
  await saveTagCalibration(folder, {
    'word:title': { scores: [0.25, 0.75], confidences: [0.1, 0.9] },
    'label:title': { scores: [0, 1], confidences: [0, 0.5] },
  });
  const describe = (await openDescriber(run))!;
  const { table } = await featuresOf(run, { title: { kind: 'text', text: 'ember' } });
  const [tags] = describe(table, ['title']);
  expect(tags.map(({ tag, kind, from }) => [kind, tag, from])).toEqual([
    ['word', 'ember', 'title'],
    ['word', 'brick', 'title'],
    ['label', 'fire', 'title'],
    ['label', 'water', 'title'],
  ]);
  [0.9, 0.5, 0.05, 0].forEach((confidence, i) => expect(tags[i].confidence).toBeCloseTo(confidence, 6));
  rmSync(folder, { recursive: true });
});
