import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkVersion, formatVersion, readJson, setChecksum, toJson, writeFiles } from './files.ts';
import { lockFile, releaseLock, takeLock } from './lock.ts';
import { metricsFile } from './metrics.ts';
import { RunFolderError, toWriteError } from './run-folder-error.ts';

/** `config.json`: everything that is needed to say what ran, and to run it again. `formatVersion` is added on writing. */
export type RunConfig = Readonly<Record<string, unknown>>;

/**
 * Makes a folder a run: takes its lock, then writes `config.json`. `closeRun` gives the lock back.
 *
 * @param folder new or empty: a run is never overwritten
 * @throws RunFolderError where the folder holds anything, or another trainer is in it
 */
export async function createRun(folder: string, config: RunConfig): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause) => {
    throw toWriteError('createRun', folder, cause);
  });
  await lockFor('createRun', folder);
  try {
    await expectEmpty(folder);
    await writeFiles(folder, { [configFile]: toJson({ ...config, formatVersion }) });
  } catch (error) {
    await releaseLock(folder);
    throw error;
  }
}

/**
 * Takes up a run that was cut off, or goes on with one: takes its lock. `closeRun` gives it back.
 *
 * @throws RunFolderError where there is no run, or another trainer is in it
 */
export async function resumeRun(folder: string): Promise<RunConfig> {
  const config = await readConfig(folder);
  await lockFor('resumeRun', folder);
  await setChecksum(folder, metricsFile, 'dropped');
  return config;
}

/** Ends the writing: `metrics.jsonl` gets its checksum, the lock is given back. Harmless where it was done before. */
export async function closeRun(folder: string): Promise<void> {
  try {
    if (existsSync(join(folder, metricsFile))) await setChecksum(folder, metricsFile, 'current');
  } finally {
    await releaseLock(folder);
  }
}

/**
 * What `createRun` was given, and `formatVersion`.
 *
 * @throws RunFolderError where there is no run, or a foreign, newer or damaged one
 */
export async function readConfig(folder: string): Promise<RunConfig> {
  if (!existsSync(join(folder, configFile))) {
    const got = existsSync(folder) ? `no ${configFile} in ${folder}` : `no folder ${folder}`;
    throw new RunFolderError(`readConfig: expected a run folder, got ${got}. Name a folder that mmae-train wrote.`);
  }
  const config = await readJson(folder, configFile);
  checkVersion(config, join(folder, configFile));
  return config;
}

const configFile = 'config.json';

async function lockFor(taker: string, folder: string): Promise<void> {
  await takeLock(folder).catch((cause) => {
    throw toWriteError(taker, join(folder, lockFile), cause);
  });
}

async function expectEmpty(folder: string): Promise<void> {
  const entries = (await readdir(folder)).filter((name) => name !== lockFile);
  if (entries.includes(configFile)) {
    throw new RunFolderError(
      `createRun: expected a folder without a run, got ${folder}, which holds one. Go on with it by --resume ${folder}, or name another by --run.`,
    );
  }
  if (entries.length > 0) {
    throw new RunFolderError(
      `createRun: expected a new or empty folder, got ${folder} with ${entries.slice(0, 3).join(', ')}. Name another by --run.`,
    );
  }
}
