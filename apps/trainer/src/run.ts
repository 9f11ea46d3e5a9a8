import { closeRun, createRun, leaveRun, resumeRun, RunFolderError } from '@mmae/run-folder';
import type { Manifest } from '@mmae/samples';
import { startEngine, type EngineName } from '@mmae/tensor-engine';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkExperiment, type Experiment } from './experiment.ts';
import { expectTrainRows, leftOutOf, unnamedModalities, withoutModalities } from './left-out.ts';
import { readData } from './read-data.ts';
import { configOf, resumableConfigShape, type DataSource, type ResumableConfig } from './run-config.ts';
import type { Surroundings } from './surroundings.ts';
import { train, type TrainOptions } from './train.ts';
import { UsageError } from './usage-error.ts';

export interface StartOptions extends Surroundings, DataSource {
  /** of the run: new or empty */
  readonly folder: string;
  readonly engine: EngineName | 'auto';
  readonly controls: boolean;
}

/** Begins a run: its folder, its settings on disk, then the line. */
export async function startTraining(asked: Experiment, options: StartOptions): Promise<void> {
  const { folder, progress } = options;
  const manifest = await readData(asked, options);
  expectTrainRows(manifest);
  const leftOut = unnamedModalities(manifest, asked);
  const experiment = withoutModalities(asked, leftOut, progress);
  const engine = await startEngine(options.engine);
  await createRun(folder, { ...configOf(asked, manifest, options, engine), ...(Object.keys(leftOut).length > 0 && { leftOut }) });
  progress.say(`run: ${folder}, engine: ${engine.description}`);
  await inRun(options, () => train(experiment, manifest, options)).catch(async (error: unknown) => {
    if (error instanceof UsageError && !existsSync(join(folder, 'checkpoint'))) await rm(folder, { recursive: true }); // it would block the name, and holds nothing to resume
    throw error;
  });
}

/** Goes on with a run that was cut off, by its own settings. */
export async function resumeTraining(folder: string, surroundings: Surroundings): Promise<void> {
  const config = await resumeRun<ResumableConfig>(folder, resumableConfigShape);
  const options = { ...surroundings, folder, controls: config.controls === true };
  await inRun(options, async () => {
    const asked = checkExperiment(config.experiment);
    expectManifest(config.data.manifest);
    const manifest = await readData(asked, { ...config.data, progress: surroundings.progress });
    const experiment = withoutModalities(asked, leftOutOf(config), surroundings.progress);
    expectSameData(manifest, config.data.fingerprint);
    const engine = await startEngine(config.engine.name);
    surroundings.progress.say(`resume: ${folder}, engine: ${engine.description}`);
    await train(experiment, manifest, options);
  });
}

/** Runs with the folder's lock in hand, which is given back whatever happens; says how to go on where that is all it takes. */
async function inRun({ folder, progress, signal }: TrainOptions, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await closeRun(folder);
  } catch (error) {
    await leaveRun(folder);
    if (signal.aborted && error === signal.reason)
      progress.say(`interrupted; all that was trained is kept. Go on with: ${resumeOf(folder)}`);
    else if (error instanceof RunFolderError)
      progress.say(`stopped; the last checkpoint is kept. Once that is mended, go on with: ${resumeOf(folder)}`);
    throw error;
  }
}

const resumeOf = (folder: string) => `mmae-train --resume ${folder}`;

function expectManifest(file: string): void {
  if (existsSync(file)) return;
  throw new UsageError(
    `--resume: expected the manifest of the run at ${file}, got nothing there. Move it and its media back, or link that path to where they are, or start a new run.`,
  );
}

function expectSameData({ file, fingerprint }: Manifest, expected: string): void {
  if (fingerprint === expected) return;
  throw new UsageError(
    `--resume: expected ${file}, and the text files that it names, as they were when the run began (sha-256 ${expected.slice(0, 12)}…), got ${fingerprint.slice(0, 12)}…. Restore them, or start a new run.`,
  );
}
