import { InputError } from '@mmae/input';
import { readData, type DataSource } from '@mmae/pipeline';
import { closeRun, createRun, leaveRun, resumeRun, RunFolderError } from '@mmae/run-folder';
import type { Manifest } from '@mmae/samples';
import { startEngine, type EngineName } from '@mmae/tensor-engine';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkExperiment, type Experiment } from './experiment.ts';
import { absentModalities, expectTrainSamples, leftOutOf, withoutModalities } from './prepare.ts';
import { configOf, resumableConfig } from './run-config.ts';
import type { WorkOptions } from './work-options.ts';
import { train, type TrainOptions } from './train.ts';

export interface StartOptions extends WorkOptions, DataSource {
  /** the run folder, new or empty */
  readonly folder: string;
  readonly engine: EngineName | 'auto';
  readonly controls: boolean;
}

/** Starts a run: creates its folder, writes its settings, and trains. */
export async function startTraining(asked: Experiment, options: StartOptions): Promise<void> {
  const { folder, progress } = options;
  const manifest = await readData(asked, options);
  expectTrainSamples(manifest);
  const leftOut = absentModalities(manifest, asked);
  const experiment = withoutModalities(asked, leftOut, progress);
  const engine = await startEngine(options.engine);
  await createRun(folder, { ...configOf(asked, manifest, options, engine), ...(Object.keys(leftOut).length > 0 && { leftOut }) });
  progress.say(`run: ${folder}, engine: ${engine.description}`);
  await inRun(options, () => train(experiment, manifest, options)).catch(async (error: unknown) => {
    const isRefused = error instanceof InputError && !(error instanceof RunFolderError); // not a full disk, after which it can be resumed
    if (isRefused && !existsSync(join(folder, 'checkpoint'))) await rm(folder, { recursive: true });
    throw error;
  });
}

/** Resumes an interrupted run with its own settings. */
export async function resumeTraining(folder: string, work: WorkOptions): Promise<void> {
  const config = await resumeRun(folder, resumableConfig);
  const options = { ...work, folder, controls: config.controls === true };
  await inRun(options, async () => {
    const asked = checkExperiment(config.experiment, (note) => work.progress.say(note));
    expectManifest(config.data.manifest);
    const manifest = await readData(asked, { ...config.data, progress: work.progress });
    const experiment = withoutModalities(asked, leftOutOf(config), work.progress);
    expectSameData(manifest, config.data.fingerprint);
    const engine = await startEngine(config.engine.name);
    work.progress.say(`resume: ${folder}, engine: ${engine.description}`);
    await train(experiment, manifest, options);
  });
}

/** Releases the lock of the run folder in any case, and reports how to resume where that is possible. */
async function inRun({ folder, progress, signal }: TrainOptions, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await closeRun(folder);
  } catch (error) {
    await leaveRun(folder);
    if (signal.aborted && error === signal.reason) progress.say(`interrupted. Progress saved. Resume with: ${resumeCommand(folder)}`);
    else if (error instanceof RunFolderError)
      progress.say(`stopped. The last checkpoint is saved. Fix the error below, then resume with: ${resumeCommand(folder)}`);
    throw error;
  }
}

const resumeCommand = (folder: string) => `mmae-train --resume ${folder}`;

function expectManifest(file: string): void {
  if (existsSync(file)) return;
  throw new InputError(
    `--resume: expected the manifest of the run at ${file}, which does not exist. Move it and its media back, or create a link to them there, or start a new run.`,
  );
}

function expectSameData({ file, fingerprint }: Manifest, expected: string): void {
  if (fingerprint === expected) return;
  throw new InputError(
    `--resume: expected ${file} and its text files as they were when the run began (SHA-256 ${expected.slice(0, 12)}…), got ${fingerprint.slice(0, 12)}…. Restore them, or start a new run.`,
  );
}
