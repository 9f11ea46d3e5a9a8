import { loadEmbeddings } from '@mmae/run-folder';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embedMedia } from './embed-media.ts';
import { nearest } from './nearest.ts';
import { openTrainedRun, type TrainedRun } from './trained-run.ts';
import { writePlantedRun } from './planted-run.test.support.ts';

let folder: string;
let run: TrainedRun;
const text = (words: string) => ({ kind: 'text', text: words }) as const;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'embedder-'));
  await writePlantedRun(folder);
  run = await openTrainedRun(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a run has the same name, labels and version after its folder was moved', async () => {
  const moved = join(folder, 'moved');
  cpSync(folder, `${folder}-moved`, { recursive: true });
  cpSync(`${folder}-moved`, moved, { recursive: true });
  rmSync(`${folder}-moved`, { recursive: true });
  const again = await openTrainedRun(moved);
  expect([again.name, again.labels, again.samples.length]).toEqual(['planted', ['fire', 'water'], 4]);
  expect(again.version).toMatch(/^1\.2\.3\+[0-9a-f]{8}$/);
  expect(again.version).toBe(run.version);
});

test('new texts are embedded as the closed form says, from one modality or both', async () => {
  expect([...(await embedMedia(run, { title: text('the ember') })).embedding.data]).toEqual([1, 0]);
  const half = Math.SQRT1_2;
  const { embedding: both } = await embedMedia(run, { title: text('sea'), text: text('brick sky') });
  expect(both.data[0]).toBeCloseTo(half / 2, 6);
  expect(both.data[1]).toBeCloseTo((1 + half) / 2, 6);
});

test('the nearest samples to a word are those about it, never rows without an embedding', async () => {
  const { 'text+title': gallery } = await loadEmbeddings(folder, 'mmae');
  gallery.data.fill(0, 0, 2);
  const [found] = nearest((await embedMedia(run, { text: text('brick') })).embedding, gallery, 9);
  expect(found.map(({ row }) => run.samples[row].id)).toEqual(['fire-2', 'sea-1', 'sea-2']);
  expect(found.map(({ similarity }) => similarity)).toEqual([1, 0, 0]);
});

test.each([
  ['no media', {}, 'embedMedia: expected media of text, title, got none. Use the modalities of the run.'],
  ['an unknown modality', { smell: text('sea') }, 'embedMedia: expected media of text, title, got smell.'],
  ['unknown words', { text: text('volcano') }, 'no known word: no word of "volcano" is in the vocabulary of the run. Use other words.'],
])('%s is refused', async (_, media, message) => {
  await expect(embedMedia(run, media)).rejects.toThrow(message);
});

test('an interrupted run, and a folder that is not a run, are refused', async () => {
  await writePlantedRun(folder, { isFinished: false });
  await expect(openTrainedRun(folder)).rejects.toThrow(
    `openTrainedRun: expected a finished training in ${folder}, got an interrupted one. Resume it: mmae-train --resume ${folder}`,
  );
  writeFileSync(join(folder, 'config.json'), readFileSync(join(folder, 'config.json'), 'utf8').replace('modalities', 'senses'));
  await expect(openTrainedRun(folder)).rejects.toThrow(
    /expected experiment.modalities to be a list of at least 1 entry.*, got none\. .*config.json was damaged/,
  );
});
