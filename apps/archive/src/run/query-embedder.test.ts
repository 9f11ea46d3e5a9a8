// Covers `modality-kinds.ts` too.
import { writePlantedRun } from '@mmae/embedder/planted-run.test.support';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openQueryEmbedder } from './query-embedder.ts';

let run: string;
beforeEach(async () => {
  run = mkdtempSync(join(tmpdir(), 'query-'));
  await writePlantedRun(run);
});
afterEach(() => rmSync(run, { recursive: true }));

test('a text is embedded by the modality of its name: fire is the first direction, water the second', async () => {
  const embed = openQueryEmbedder(run);
  const { embedding } = await embed({ kind: 'text', text: 'ember' });
  const [fire, water] = embedding;
  expect([Math.sign(fire), water]).toEqual([1, 0]);
  expect((await embed({ kind: 'text', text: 'sea and sky' })).embedding[0]).toBe(0);
});

test('errors: words that the run does not know, media that it does not read, no run', async () => {
  await expect(openQueryEmbedder(run)({ kind: 'text', text: 'zeppelin' })).rejects.toThrow(
    'no word of "zeppelin" is in the vocabulary of the run',
  );
  await expect(openQueryEmbedder(run)({ kind: 'image', path: 'a.jpg' })).rejects.toThrow(
    'search: expected a query by text, title, which planted was trained on, got image. Use another query, or index the archive by another run.',
  );
  await expect(openQueryEmbedder(join(run, 'none'))({ kind: 'text', text: 'sea' })).rejects.toThrow(join(run, 'none'));
});
