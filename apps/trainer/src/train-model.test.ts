import { openTrainedRun } from '@mmae/embedder';
import { writePlantedRun } from '@mmae/embedder/planted-run.test.support';
import { matrix } from '@mmae/matrix';
import { loadEmbeddings } from '@mmae/run-folder';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embedAndSave } from './embed-and-save.ts';
import { requestLike, trainWithoutValidation, type TrainingResult } from './train-model.ts';
import { toMetrics, trainingLine } from './training-log.ts';
import { loadExperiment } from './experiment.ts';
import { unexplainedVariance } from './unexplained-variance.ts';

const folder = mkdtempSync(join(tmpdir(), 'train-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

const state = {
  ...{ stage: 'agree', network: 2, numNetworks: 3, networkEpoch: 4, numNetworkEpochs: 9, epoch: 13, step: 70, endOfEpoch: true },
  ...{ seconds: 5, secondsLeft: 65, samplesPerSecond: 1234.5 },
  losses: { loss: 1.23456, reconstruction: 1, gradientNorm: 9 },
  validation: { loss: 2, reconstruction: 1.5 },
};

test('metrics prefix losses and validation losses, and continue the seconds of an interrupted run', () => {
  expect(toMetrics(state as never, 100)).toEqual({
    ...{ epoch: 13, step: 70, seconds: 105, loss: 1.23456, 'loss.reconstruction': 1, 'loss.gradientNorm': 9 },
    ...{ 'validation.loss': 2, 'validation.loss.reconstruction': 1.5 },
  });
});

test('the progress line of a training names stage, network, epoch, time left and losses', () => {
  expect(trainingLine(state as never)).toBe('agree 2/3: epoch 4/9, 1 min 5 s left, 1235 samples/s, loss 1.235 (reconstruction 1.00)');
  expect(trainingLine({ ...state, numNetworks: 1 } as never)).toMatch(/^agree: epoch/);
});

const table = (numRows: number) => ({
  ids: Array.from({ length: numRows }, (_, i) => `s${i}`),
  blocks: { image: matrix(numRows, 1) },
  present: { image: new Uint8Array(numRows).fill(1) },
});

test('a method is saved with the subsets that it can embed from', async () => {
  const signal = new AbortController().signal;
  const options = { folder, controls: false, signal, progress: { say: () => undefined, update: () => undefined } };
  const two = {
    ...table(2),
    blocks: { image: matrix(2, 1), text: matrix(2, 1) },
    present: { image: Uint8Array.of(1, 1), text: Uint8Array.of(1, 1) },
  };
  const embed = async (_: unknown, subset: readonly string[]) => (subset.length === 2 ? matrix(2, 3) : undefined);
  await embedAndSave('pca', { embed }, two, options);
  expect(Object.keys(await loadEmbeddings(folder, 'pca'))).toEqual(['image+text']);
});

test('where validation is held out, the model of the run calibrates its own tags', async () => {
  const tables = { all: table(3), train: table(2), validation: table(1), validationInTrain: [] };
  const model = {} as TrainingResult['model'];
  expect(await trainWithoutValidation(loadExperiment('quick'), tables, model, {} as never)).toBe(model);
});

test('where validation trains too and too little remains without it, there is no model to calibrate with', async () => {
  const lines: string[] = [];
  const options = {
    progress: { say: (line: string) => void lines.push(line), update: () => undefined },
    signal: new AbortController().signal,
  };
  const tables = { all: table(2), train: table(2), validation: table(0), validationInTrain: [0, 1] };
  const experiment = loadExperiment('quick', ['modalities=["image"]', 'model.stages.latent=null']);
  expect(await trainWithoutValidation(experiment, tables, {} as TrainingResult['model'], options as never)).toBeUndefined();
  expect(lines).toEqual([expect.stringMatching(/^no tags: their confidence is learnt by training without validation, which failed: /)]);
  expect(requestLike(experiment, tables, options as never, 'control')(table(2)).checkpointSeconds).toBeUndefined();
});

test('unexplained variance is the residual over the variance of the test rows, from every subset', async () => {
  await writePlantedRun(folder);
  const { model, plan } = await openTrainedRun(folder);
  // ember alone is encoded as (1, 0) and decoded as brick .5, ember .75: the residual is .5² + .25² of 1
  const block = matrix(2, 4, Float32Array.of(0, 1, 0, 0, 0, 1, 0, 0));
  const present = Uint8Array.of(1, 1);
  const result = {
    experiment: plan,
    manifest: { samples: [{ split: 'train' }, { split: 'test' }] },
    rows: [0, 1],
    table: { ids: ['a', 'b'], blocks: { text: block, title: block }, present: { text: present, title: present } },
    model,
  } as unknown as TrainingResult;
  const shares = unexplainedVariance(result);
  expect(Object.keys(shares)).toEqual(['text', 'title', 'text+title']);
  expect(shares.text).toEqual({ text: 0.3125, title: 0.3125 });
});
