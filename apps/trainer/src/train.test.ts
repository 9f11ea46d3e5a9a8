import {
  listMethods,
  loadEmbeddings,
  loadPreviews,
  loadSamples,
  loadSkipped,
  loadTagScores,
  loadUnexplainedVariance,
  readConfig,
  readMetrics,
} from '@mmae/run-folder';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadExperiment } from './experiment.ts';
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { mmaeTrain } from './commands/mmae-train.ts';
import { tinySettings, writeTinyMedia } from './tiny-media.test.support.ts';
import { resumeTraining, startTraining, type StartOptions } from './run.ts';

const small = [
  ...tinySettings,
  'previews.numSamples=4',
  'model.stages.latent.network.latentDim=4',
  'model.stages.latent.training.epochs=2',
];
const experiment = loadExperiment('quick', [
  ...small,
  'model.stages.latent.training.batchSize=4',
  'model.stages.reconstruct.training.epochs=6',
  'model.stages.reconstruct.training.batchSize=8',
]);

let folder: string;
let manifest: string;
let lines: string[];
let updates: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'train-'));
  process.env.MMAE_CACHE = join(folder, 'cache');
  manifest = await writeTinyMedia(join(folder, 'media'), 60);
  lines = [];
  updates = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function options(run: string, signal = new AbortController().signal, controls = false): StartOptions {
  const progress = { say: (line: string) => void lines.push(line), update: (line: string) => void updates.push(line) };
  return { folder: join(folder, run), engine: 'wasm', controls, manifest, progress, signal };
}

test('train writes embeddings of every subset of the modalities', async () => {
  await startTraining(experiment, options('run'));
  const run = join(folder, 'run');
  expect(await listMethods(run)).toEqual([
    'mcca',
    'mccaForRetrieval',
    'mmae',
    'pca',
    'pcaFilled',
    'pcaPerModality',
    'pcaPerModalityWhitened',
    'raw',
  ]);
  const embeddings = await loadEmbeddings(run, 'mmae');
  expect(Object.keys(embeddings).sort()).toEqual(['audio', 'audio+image', 'audio+image+text', 'audio+text', 'image', 'image+text', 'text']);
  expect(embeddings.audio.numRows).toBe(60);
  expect(Object.keys(await loadEmbeddings(run, 'raw'))).toEqual(['audio+image+text']);
  const metrics = await readMetrics(run);
  expect(metrics.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(metrics[5].loss).toBeLessThan(metrics[0].loss);
  expect(Object.keys(metrics[0])).toEqual(
    expect.arrayContaining(['step', 'seconds', 'loss.image', 'loss.audio', 'loss.text', 'validation.loss']),
  );
  expect((await readConfig(run)).engine).toMatchObject({ name: 'wasm' });
  const [preview] = await loadPreviews(run);
  expect(Object.keys(preview.media).sort()).toEqual(['audio', 'image', 'text']);
  expect(preview.reconstructions!.audio.image).toMatchObject({ kind: 'picture' });
  expect(preview.tags!.image[0].confidence).toBeGreaterThan(0);
  const { audio } = (await loadTagScores(run))!;
  expect(audio.label!.model).toBeGreaterThan(audio.label!.mostFrequent);
  const unexplained = (await loadUnexplainedVariance(run))!;
  expect(unexplained.image.image).toBeGreaterThan(0);
  expect(unexplained['audio+image+text'].audio).toBeLessThan(1);
});

test('labels never reach the features: their words are removed from the vocabulary', async () => {
  await startTraining(experiment, options('run'));
  const state = readFileSync(join(folder, 'run', 'features', 'text.json'), 'utf8');
  expect(state).toContain('denim');
  expect(state).not.toMatch(/"(red|blue)"(?!,"maskLabels)/);
});

test('missing, empty, truncated and wrong files are skipped and listed, and the sample keeps its other modalities', async () => {
  const file = (name: string) => join(folder, 'media', name);
  unlinkSync(file('0.png'));
  writeFileSync(file('1.wav'), '');
  truncateSync(file('2.png'), 60);
  copyFileSync(file('3.png'), file('3.wav'));
  await startTraining(experiment, options('run'));
  const skipped = await loadSkipped(join(folder, 'run'));
  expect(skipped.map(({ id, modality, file }) => [id, modality, file]).sort()).toEqual([
    ['s0', 'image', '0.png'],
    ['s1', 'audio', '1.wav'],
    ['s2', 'image', '2.png'],
    ['s3', 'audio', '3.wav'],
  ]);
  for (const { reason } of skipped)
    expect(reason).toMatch(/^(missing|empty|truncated|broken|damaged|not an? (audio|image)|unsupported|unreadable|unknown|not)/);
  const rows = await loadSamples(join(folder, 'run'));
  expect(rows.find(({ id }) => id === 's0')!.present).toEqual(['audio', 'text']);
  expect(rows).toHaveLength(60);
});

test('an interrupted run resumes with bit-identical results', async () => {
  await startTraining(experiment, options('whole'));
  const interruption = new AbortController();
  const interrupted = options('cut', interruption.signal);
  let numUpdates = 0;
  interrupted.progress.update = (line) => {
    if (line.startsWith('reconstruct') && ++numUpdates === 7) interruption.abort();
  };
  await expect(startTraining(experiment, interrupted)).rejects.toThrow();
  expect(lines.at(-1)).toBe(`interrupted. Progress saved. Resume with: mmae-train --resume ${join(folder, 'cut')}`);
  await resumeTraining(join(folder, 'cut'), options('cut'));
  const [cut, whole] = [await loadEmbeddings(join(folder, 'cut'), 'mmae'), await loadEmbeddings(join(folder, 'whole'), 'mmae')];
  expect(cut).toEqual(whole);
  expect((await readMetrics(join(folder, 'cut'))).map(({ loss }) => loss)).toEqual(
    (await readMetrics(join(folder, 'whole'))).map(({ loss }) => loss),
  );
});

test('a resumed run uses what it had extracted, even from files that have changed or been deleted', async () => {
  await startTraining(experiment, options('whole'));
  const interruption = new AbortController();
  const interrupted = options('cut', interruption.signal);
  interrupted.progress.update = (line) => line.startsWith('reconstruct') && interruption.abort();
  await expect(startTraining(experiment, interrupted)).rejects.toThrow();
  const media = join(folder, 'media');
  copyFileSync(join(media, '1.png'), join(media, '0.png'));
  unlinkSync(join(media, '2.wav'));
  lines = [];
  await resumeTraining(join(folder, 'cut'), options('cut'));
  const kept = 'changed or deleted since the run began; what was extracted from them then is used';
  expect(lines.filter((line) => line.startsWith('changed'))).toEqual([`${kept}: 1 (0.png)`, `${kept}: 1 (2.wav)`]);
  expect(await loadEmbeddings(join(folder, 'cut'), 'mmae')).toEqual(await loadEmbeddings(join(folder, 'whole'), 'mmae'));
});

test('a run cannot be resumed without media that a checkpoint has learnt from; once they are restored it can', async () => {
  const interruption = new AbortController();
  const interrupted = options('cut', interruption.signal);
  interrupted.progress.update = (line) => line.startsWith('reconstruct') && interruption.abort();
  await expect(startTraining(experiment, interrupted)).rejects.toThrow();
  const rows = await loadSamples(join(folder, 'cut'));
  const learnt = rows.find(({ split, present }) => split === 'train' && present.includes('audio'))!.id;
  const sound = join(folder, 'media', `${learnt.slice(1)}.wav`);
  renameSync(sound, `${sound}.away`);
  rmSync(join(folder, 'cache'), { recursive: true });
  await expect(resumeTraining(join(folder, 'cut'), options('cut'))).rejects.toThrow(
    `--resume: expected the media that the run has learnt from, got 1 files that have changed or are missing and are no longer in the cache, the first: ${learnt} (audio). ` +
      `Restore the files listed in ${join(folder, 'cut', 'skipped.csv')}`,
  );
  expect((await loadSkipped(join(folder, 'cut')))[0]).toMatchObject({
    id: learnt,
    reason: expect.stringContaining('changed or deleted since'),
  });
  renameSync(`${sound}.away`, sound);
  await resumeTraining(join(folder, 'cut'), options('cut'));
  expect(await loadSkipped(join(folder, 'cut'))).toEqual([]);
});

test('a second run extracts nothing', async () => {
  await startTraining(experiment, options('first'));
  await startTraining(experiment, options('second'));
  expect(lines.filter((line) => line.includes('(0 extracted, 60 cached)'))).toHaveLength(3);
});

test('a changed option extracts its modality again, and no other', async () => {
  await startTraining(experiment, options('first'));
  lines = [];
  await startTraining(
    loadExperiment('quick', [...small, 'media.image.options.size=12', 'model.stages.reconstruct.training.epochs=1']),
    options('second'),
  );
  expect(lines.filter((line) => /^(image|audio|text): .*extracted/.test(line))).toEqual([
    'image: 60 samples (60 extracted, 0 cached)',
    'audio: 60 samples (0 extracted, 60 cached)',
    'text: 60 samples (0 extracted, 60 cached)',
  ]);
});

test('controls are trained next to the model, each with a latent as wide as its features allow', async () => {
  const narrow = [...small, 'media.image.components=2', 'model.stages.reconstruct.training.epochs=1'];
  await startTraining(loadExperiment('quick', narrow), options('run', undefined, true));
  const run = join(folder, 'run');
  const controls = (await listMethods(run)).filter((name) => name.startsWith('control.'));
  expect(controls.map((name) => name.slice('control.'.length))).toEqual([
    'alone.audio',
    'alone.image',
    'alone.text',
    'labelWordsLeft',
    'shuffledPairs',
    'untrained',
  ]);
  expect((await loadEmbeddings(run, 'control.alone.image'))['audio+image+text'].numRows).toBe(60);
  const of = async (method: string) => (await loadEmbeddings(run, method))['audio+image+text'];
  const [trained, unpaired] = [await of('mmae'), await of('control.shuffledPairs')];
  expect(unpaired.data).not.toEqual(trained.data);
  expect(Object.keys(await loadEmbeddings(run, 'control.alone.text'))).toEqual(['audio+image+text']);
  expect(lines.filter((line) => /^text: .*extracted/.test(line))).toHaveLength(2); // once masked, once not
});

test('labels in place of codes are a control where codes are learnt, and an experiment can train that control alone', async () => {
  const settings = [
    ...tinySettings,
    ...['reconstruct', 'agree'].flatMap((stage) => ['epochs=1', 'minSteps=1'].map((set) => `model.stages.${stage}.training.${set}`)),
    ...['media.image.options.size=8', 'model.stages.agree.network.latentDim=4', 'controls=["labelsAsCodes"]'],
    ...['previews.numSamples=0', 'tags=false'],
  ];
  await startTraining(loadExperiment('codes', settings), options('run', undefined, true));
  const controls = (await listMethods(join(folder, 'run'))).filter((name) => name.startsWith('control.'));
  expect(controls).toEqual(['control.labelsAsCodes']);
  expect(updates.filter((line) => line.startsWith('without validation'))).toEqual([]);
});

test('where validation trains too, the confidence of tags comes from a model trained without it', async () => {
  await startTraining(
    loadExperiment('quick', [
      ...small,
      'refit=true',
      'model.stages.reconstruct.training.patience=null',
      'model.stages.reconstruct.training.epochs=1',
    ]),
    options('run'),
  );
  expect(updates.some((line) => line.startsWith('without validation: latent'))).toBe(true);
  const { text } = (await loadTagScores(join(folder, 'run')))!;
  expect(text.label!.expectedCalibrationError).toBeLessThan(0.5);
  expect((await readMetrics(join(folder, 'run'))).map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
});

test('a run is never overwritten', async () => {
  await startTraining(experiment, options('run'));
  const before = readdirSync(join(folder, 'run'));
  await expect(startTraining(experiment, options('run'))).rejects.toThrow(
    /expected a folder without a run, got .*which contains one. Resume it with --resume/,
  );
  expect(readdirSync(join(folder, 'run'))).toEqual(before);
});

test('a run resumes with its own settings and manifest', async () => {
  await startTraining(experiment, options('run'));
  rmSync(manifest);
  await expect(resumeTraining(join(folder, 'run'), options('run'))).rejects.toThrow(
    `--resume: expected the manifest of the run at ${manifest}, which does not exist. Move it and its media back`,
  );
  const streams = recordingStreams();
  expect(await mmaeTrain(['quick', '--resume', join(folder, 'run'), '--data', manifest, '--seed', '3'], streams)).toBe(2);
  expect(streams.written.error).toContain('expected --resume without settings, which the run has already, got quick, --data, --seed.');
});

test('a run is not resumed on data that have changed since', async () => {
  await startTraining(experiment, options('run'));
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('ember', 'cinder'));
  await expect(resumeTraining(join(folder, 'run'), options('run'))).rejects.toThrow(
    /--resume: expected .* as they were when the run began/,
  );
});
