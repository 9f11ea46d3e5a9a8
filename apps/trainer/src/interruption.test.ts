// A signal in any phase ends the command, and the run resumes with bit-identical results.
import { jest } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embedNewMedia } from './new-media/embed-new-media.ts';
import { loadExperiment } from './experiment.ts';
import { resumeTraining, startTraining } from './run.ts';
import { tinySettings, writeTinyMedia } from './tiny-media.test.support.ts';
import { contentsOf } from './train-process.test.support.ts';

jest.setTimeout(600_000); // twenty seconds on a quiet machine

const experiment = loadExperiment('quick', [
  ...tinySettings,
  'previews.numSamples=4',
  'media.image.augment=true',
  'refit=true',
  'model.stages.reconstruct.training.patience=null',
  'model.stages.reconstruct.training.epochs=2',
  'model.stages.latent.network.latentDim=4',
  'model.stages.latent.training.epochs=2',
]);

let folder: string;
let manifest: string;
const place = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interruption-'));
  process.env.MMAE_CACHE = place('cache');
  manifest = await writeTinyMedia(place('media'), 60);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Options of a command that is interrupted when a progress line begins with a text; undefined: never. */
function interruptedAt(phase: string | undefined) {
  const interruption = new AbortController();
  const told: string[] = [];
  const tell = (line: string) => {
    told.push(line);
    if (phase !== undefined && line.startsWith(phase)) interruption.abort();
  };
  return { told, signal: interruption.signal, progress: { say: tell, update: tell } };
}

const phases = [
  'extract image',
  'extract text',
  'features: ',
  'features: copies of',
  'reconstruct',
  'latent',
  'embed: mmae',
  'embed: mcca',
  'embed: raw',
  'without validation',
];

test('a run that is interrupted in every phase in turn ends like one that was not', async () => {
  const shared = { engine: 'wasm', controls: false, manifest } as const;
  await startTraining(experiment, { ...shared, folder: place('whole'), ...interruptedAt(undefined) });
  rmSync(place('cache'), { recursive: true });
  const run = place('run');
  for (const phase of phases) {
    const { told, ...options } = interruptedAt(phase);
    const training = existsSync(join(run, 'config.json'))
      ? resumeTraining(run, options)
      : startTraining(experiment, { ...shared, folder: run, ...options });
    const ended = await training.then(
      () => 'done',
      (error: Error) => error.name,
    );
    expect({ phase, ended }).toEqual({ phase, ended: 'AbortError' });
    expect(told.at(-1)).toContain(`mmae-train --resume ${run}`);
    expect(existsSync(join(run, 'lock.json'))).toBe(false);
  }
  await resumeTraining(run, interruptedAt(undefined));
  expect(contentsOf(run)).toEqual(contentsOf(place('whole')));
});

test('an interrupted embedding leaves nothing that prevents another attempt', async () => {
  for (const phase of ['extract image', 'features: ']) {
    const { told: _, ...options } = interruptedAt(phase);
    const embedding = embedNewMedia({ folder: place('whole'), out: place('out'), manifest, ...options });
    await expect(embedding).rejects.toThrow('aborted');
  }
  await embedNewMedia({ folder: place('whole'), out: place('out'), manifest, ...interruptedAt(undefined) });
  expect(readdirSync(place('out'))).toContain('tags.csv');
});
