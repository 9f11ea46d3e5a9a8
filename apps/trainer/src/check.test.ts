import { mkdtempSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '@mmae/tensor-engine';
import { extractMedia, openScratch, readData } from '@mmae/pipeline';
import { checkData } from './check.ts';
import { estimateRun } from './estimate.ts';
import { loadExperiment } from './experiment.ts';
import { writeTinyMedia } from './tiny-media.test.support.ts';

const planned = loadExperiment('quick', [
  'media.image={"options":{"size":8},"components":4}',
  'media.audio.components=5',
  'media.text.components=6',
  'text.augment=false',
  'model.stages.latent=null',
  'model.stages.reconstruct.network={"latentDim":2,"encoder":{"hidden":[]},"decoder":{"hidden":[]}}',
  'model.stages.reconstruct.training.epochs=2',
]);
const experiment = { ...planned, baselines: { raw: {}, pca: { width: 3 } } };

let folder: string;
let lines: string[];
const work = () => ({
  progress: { say: (line: string) => void lines.push(line), update: () => undefined },
  signal: new AbortController().signal,
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  process.env.MMAE_CACHE = join(folder, 'cache');
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

test('check prints unusable files on stdout and the estimate on stderr, and leaves no run', async () => {
  const manifest = await writeTinyMedia(join(folder, 'media'), 60);
  unlinkSync(join(folder, 'media/7.png'));
  const printed: string[] = [];
  await checkData(experiment, { manifest, engine: 'wasm', print: (text) => void printed.push(text), ...work() });
  expect(printed).toEqual(['s7\timage\t7.png\tmissing: 7.png does not exist (ENOENT). Restore the file or correct the manifest.\n']);
  expect(lines.slice(-8)).toEqual([
    'image: 59 of 60 used (59 PNG)',
    'audio: 60 of 60 used (60 WAV)',
    'text: 60 of 60 used',
    'not used: 1 missing; the reason for each is in the lines above',
    'language: 60 of 60 texts name none; "en" stop words are removed from them. To change it: a column "language" in the manifest, or --set text.options.language=de',
    'labels: 60 of 60 samples are labelled, with 2 in all; clusters are compared with the 12 in test',
    expect.stringMatching(/^few labels: /),
    expect.stringMatching(
      /^a run takes about \d+ s of training \(.*wasm.*\), then its baselines; 1 MB of disk, and while it runs 1 MB in \S+$/,
    ),
  ]);
  expect(readdirSync(folder).sort()).toEqual(['cache', 'media']);
});

test('the disk estimate counts checkpoints, embeddings of every subset, and tables with copies', async () => {
  const manifest = await readData(experiment, { manifest: await writeTinyMedia(join(folder, 'media'), 60) });
  const media = await extractMedia(manifest, experiment, { cacheFolder: join(folder, 'cache'), ...work() });
  await startEngine('wasm');
  const scratch = openScratch(folder);
  const { diskBytes, scratchBytes, trainingSeconds } = await estimateRun(experiment, manifest, media, { ...work(), scratch });
  scratch.close();
  media.close();
  const [image, audio, text] = [3, 5, 3]; // two colours in a few shades and four texts vary along no more axes
  const width = image + audio + text;
  const numWeights = 2 * width + 3 * 2 + 2 * width + width; // encoders and decoders of one layer, with their biases
  expect(diskBytes).toBe(2 * 3 * 4 * numWeights + 4 * 7 * 60 * (2 + 3 + width));
  const [numTrain, copies] = [36, 9 * image + 4 * audio];
  expect(scratchBytes).toBe(4 * 60 * width + 4 * numTrain * copies);
  expect(trainingSeconds).toBeGreaterThan(0);
});
