// Also of `synthetic-media.ts`.
import { loadEmbeddings, loadSamples } from '@mmae/run-folder';
import { loadRun } from './run.ts';
import { syntheticRun } from './synthetic-folder.test.support.ts';

test('a synthetic run has the requested splits, modalities and methods, and media to show', async () => {
  const options = { numTrain: 9, numTest: 5, numPreviews: 4, modalities: ['audio', 'image'], noise: { mmae: 1, 'control.untrained': 2 } };
  const folder = await syntheticRun(options);
  const run = await loadRun(folder);
  expect(run.samples.map(({ split }) => split).filter((split) => split === 'test')).toHaveLength(5);
  expect([run.modalities, run.methods, run.controls, run.previews.length]).toEqual([['audio', 'image'], ['mmae'], ['untrained'], 4]);
  expect(run.previews.flatMap(({ media }) => Object.values(media)).every((media) => 'text' in media || media.bytes.length > 44)).toBe(true);
});

test('without noise every row is at the centre of its cluster', async () => {
  const folder = await syntheticRun({ numTrain: 16, numTest: 2, numPreviews: 0, noise: { mmae: 0 } });
  const [samples, { audio }] = [await loadSamples(folder), await loadEmbeddings(folder, 'mmae')];
  const withAudio = samples.flatMap(({ present, label }, row) => (present.includes('audio') ? [{ label, row }] : []));
  const rowOf = (index: number) => [...audio.data.slice(index * audio.numColumns, (index + 1) * audio.numColumns)].join();
  const places = new Map(withAudio.map(({ label, row }) => [label, rowOf(row)]));
  expect(withAudio.every(({ label, row }) => rowOf(row) === places.get(label))).toBe(true);
});
