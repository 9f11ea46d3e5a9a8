import type { FeatureTable, Representation } from '@mmae/feature-table';
import { mmae, type Checkpoint, type Mmae } from '@mmae/mmae';
import {
  allSubsets,
  closeRun,
  createRun,
  loadCheckpoint,
  readMetrics,
  resumeRun,
  saveEmbeddings,
  saveSamples,
  saveSkipped,
  subsetKey,
  toSampleRow,
} from '@mmae/run-folder';
import { loadManifest, type Manifest } from '@mmae/samples';
import { startEngine, type EngineName } from '@mmae/tensor-engine';
import { makeBaselines } from './baselines.ts';
import { findCodesOf } from './codes.ts';
import { checkExperiment, type Experiment } from './experiment.ts';
import { cacheFolder } from './feature-cache.ts';
import { saveFitted } from './fitted-state.ts';
import { toFeatureTable, type FittedModality } from './features.ts';
import { extractMedia, fitMedia, presentOf, type ExtractedMedia } from './media.ts';
import { savePreviewsOf } from './previews.ts';
import type { Progress } from './progress.ts';
import { mediaKinds } from './rooms.ts';
import { configOf, dataOf, type DataSource } from './run-config.ts';
import { trainingLog } from './training-log.ts';
import { UsageError } from './usage-error.ts';

/** What every command of the trainer needs beside its experiment. */
export interface Surroundings {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly verify?: boolean;
}

export interface StartOptions extends Surroundings, DataSource {
  /** of the run: new or empty */
  readonly folder: string;
  readonly engine: EngineName | 'auto';
  readonly controls: boolean;
}

/** Begins a run: its folder, its settings on disk, then the line. */
export async function startTraining(experiment: Experiment, options: StartOptions): Promise<void> {
  const { folder, progress } = options;
  const manifest = await readManifest(experiment, options);
  const engine = await startEngine(options.engine);
  await createRun(folder, configOf(experiment, manifest, options, engine));
  progress.say(`run: ${folder}, engine: ${engine.description}`);
  await inRun(options, () => runLine(experiment, manifest, options));
}

/** Goes on with a run that was cut off, by its own settings. */
export async function resumeTraining(folder: string, surroundings: Surroundings): Promise<void> {
  const config = await resumeRun(folder);
  const options = { ...surroundings, folder, controls: config.controls === true };
  await inRun(options, async () => {
    const experiment = checkExperiment(config.experiment);
    const manifest = await readManifest(experiment, dataOf(config));
    expectSameData(manifest, dataOf(config).fingerprint);
    const engine = await startEngine((config.engine as { name: EngineName }).name);
    surroundings.progress.say(`resume: ${folder}, engine: ${engine.description}`);
    await runLine(experiment, manifest, options);
  });
}

/** Reads the manifest as the experiment's modalities ask. */
const readManifest = (experiment: Experiment, { manifest, mediaRoot }: DataSource) =>
  loadManifest(manifest, { modalities: mediaKinds(experiment), mediaRoot, seed: experiment.seed });

/** Runs with the folder's lock in hand, which is given back whatever happens; says how to go on where it was interrupted. */
async function inRun({ folder, progress, signal }: RunOptions, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted) progress.say(`interrupted; all that was trained is kept. Go on with: mmae-train --resume ${folder}`);
    throw error;
  } finally {
    await closeRun(folder);
  }
}

function expectSameData({ file, fingerprint }: Manifest, expected: string): void {
  if (fingerprint === expected) return;
  throw new UsageError(
    `--resume: expected ${file} as it was when the run began (sha-256 ${expected.slice(0, 12)}…), got ${fingerprint.slice(0, 12)}…. Restore it, or start a new run.`,
  );
}

type RunOptions = Surroundings & Pick<StartOptions, 'folder' | 'controls'>;

/** Raw media → features → model → embeddings: the picture in docs/ARCHITECTURE.md, an arrow a line. */
async function runLine(experiment: Experiment, manifest: Manifest, options: RunOptions): Promise<void> {
  const { folder, progress } = options;
  const media = await extractMedia(manifest, experiment, { ...options, cacheFolder: cacheFolder() });
  try {
    const rows = keptSamples(manifest, media);
    await saveSkipped(folder, media.skipped);
    await saveSamples(
      folder,
      rows.all.map((sample) => toSampleRow(manifest.samples[sample], presentOf(media, sample))),
    );

    const fitted = fitMedia(media, experiment, rows.train);
    await saveFitted(folder, experiment, fitted);
    const tables = toTables(experiment, manifest, fitted, rows);

    const model = await trainModel(experiment, manifest, tables, options);
    const methods = { mmae: model, ...makeBaselines(experiment.baselines) };
    for (const [method, representation] of Object.entries(methods)) {
      progress.update(`embed: ${method}`);
      if (representation !== model) await representation.fit(tables.train, tables.validation);
      await saveEmbeddings(folder, method, await embedSubsets(representation, tables.all));
    }
    await savePreviewsOf(folder, { experiment, manifest, rows: rows.all, fitted, tables, model: model.model! });
    progress.say(`done: ${folder}. Report: mmae-report ${folder}`);
  } finally {
    media.close();
  }
}

/** Places in the manifest of the samples that kept a modality: all of them, and those of a split. */
export interface KeptSamples {
  readonly all: readonly number[];
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

function keptSamples(manifest: Manifest, media: ExtractedMedia): KeptSamples {
  const all = Array.from(manifest.samples.keys()).filter((sample) => presentOf(media, sample).length > 0);
  const ofSplit = (split: string) => all.filter((sample) => manifest.samples[sample].split === split);
  return { all, train: ofSplit('train'), validation: ofSplit('validation') };
}

/** The same samples as numbers; `train` has the augmented copies. */
export interface Tables {
  readonly all: FeatureTable;
  readonly train: FeatureTable;
  readonly validation: FeatureTable;
}

function toTables(experiment: Experiment, manifest: Manifest, fitted: Readonly<Record<string, FittedModality>>, rows: KeptSamples): Tables {
  const copiesOf = experiment.modalities.filter((modality) => experiment.media[modality].augment);
  return {
    all: toFeatureTable(manifest, fitted, rows.all),
    train: toFeatureTable(manifest, fitted, rows.train, { copiesOf, seed: experiment.seed }),
    validation: toFeatureTable(manifest, fitted, rows.validation),
  };
}

/** Trains from the run's latest checkpoint, or from the start where there is none. */
async function trainModel(
  experiment: Experiment,
  manifest: Manifest,
  tables: Tables,
  { folder, progress, signal }: RunOptions,
): Promise<Mmae> {
  const log = trainingLog(folder, progress, await readMetrics(folder));
  const model = mmae({
    options: { ...experiment.model, seed: experiment.seed },
    codes: findCodesOf(experiment, manifest),
    onProgress: log.onProgress,
    onCheckpoint: log.onCheckpoint,
    resumeFrom: await checkpointOf(folder),
    signal,
  });
  await model.fit(tables.train, tables.validation);
  await log.flushed();
  return model;
}

/** The run's latest checkpoint as the model wrote it; undefined where it has none yet. */
async function checkpointOf(folder: string): Promise<Checkpoint | undefined> {
  const loaded = await loadCheckpoint(folder);
  return loaded && ({ weights: loaded.model, optimizer: loaded.optimizer, state: loaded.state } as Checkpoint);
}

/** An embedding for each subset of modalities that the representation answers for, by the subset's key. */
async function embedSubsets(representation: Representation, table: FeatureTable) {
  const embeddings = [];
  for (const subset of allSubsets(Object.keys(table.blocks))) {
    const embedding = await representation.embed(table, subset);
    if (embedding) embeddings.push([subsetKey(subset), embedding] as const);
  }
  return Object.fromEntries(embeddings);
}
