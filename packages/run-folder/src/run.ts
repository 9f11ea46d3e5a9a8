import { isDraft } from '@mmae/files';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { formatVersion, readDocument, setChecksum, toJson, writeFiles } from './files.ts';
import { lockFile, releaseLock, takeLock } from './lock.ts';
import { metricsFile } from './metrics.ts';
import { RunFolderError, toReadError, toWriteError } from './run-folder-error.ts';
import { anyObject, type Shape } from './shape.ts';

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
  await withLock('createRun', folder, async () => {
    await expectEmpty(folder);
    await removeDrafts(folder);
    await writeFiles(folder, { [configFile]: toJson({ ...config, formatVersion }) });
  });
}

/**
 * Resumes a run: takes its lock, which `closeRun` gives back.
 *
 * @param shape of `config.json`
 * @throws RunFolderError where there is no run, its `config.json` is damaged or of another shape, or another trainer is in it
 */
export async function resumeRun<S extends Shape = typeof anyObject>(folder: string, shape?: S): Promise<z.output<S>> {
  const config = await readConfig(folder, shape);
  await withLock('resumeRun', folder, async () => {
    await removeDrafts(folder);
    await setChecksum(folder, metricsFile, 'dropped');
  });
  return config;
}

/**
 * Writes `config.json` anew with further entries, for what is only known once media were read.
 *
 * @throws RunFolderError where there is no run, or the disk is full, read-only or closed to us
 */
export async function amendConfig(folder: string, entries: RunConfig): Promise<void> {
  await writeFiles(folder, { [configFile]: toJson({ ...(await readConfig(folder)), ...entries }) });
}

/** Ends the writing: `metrics.jsonl` gets its checksum, the lock is given back. Harmless where it was done before. */
export async function closeRun(folder: string): Promise<void> {
  try {
    if (existsSync(join(folder, metricsFile))) await setChecksum(folder, metricsFile, 'current');
  } finally {
    await leaveRun(folder);
  }
}

/** Gives the lock back and nothing more: the run is not at its end. */
export const leaveRun = releaseLock;

/**
 * What `createRun` was given, and `formatVersion`.
 *
 * @param shape of the document; any object where it is not given
 * @throws RunFolderError where there is no run, or a foreign, newer or damaged one, or one of another shape
 */
export async function readConfig<S extends Shape = typeof anyObject>(folder: string, shape?: S): Promise<z.output<S>> {
  const file = join(folder, configFile);
  await stat(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') throw toReadError('readConfig', file, cause);
    const got = existsSync(folder) ? `no ${configFile} in ${folder}` : `no folder ${folder}`;
    throw new RunFolderError(`readConfig: expected a run folder, got ${got}. Name a folder that mmae-train wrote.`);
  });
  return readDocument(folder, configFile, shape ?? (anyObject as unknown as S));
}

const configFile = 'config.json';

/** Takes the lock and begins; gives it back where the beginning fails. */
async function withLock(taker: string, folder: string, begin: () => Promise<void>): Promise<void> {
  await takeLock(folder).catch((cause) => {
    throw toWriteError(taker, join(folder, lockFile), cause);
  });
  try {
    await begin();
  } catch (error) {
    await releaseLock(folder);
    throw error;
  }
}

/** Removes what a process that was killed left beside the files it was writing. */
async function removeDrafts(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && isDraft(entry.name)) await rm(join(entry.parentPath, entry.name), { force: true });
  }
}

async function expectEmpty(folder: string): Promise<void> {
  const entries = (await readdir(folder)).filter((name) => name !== lockFile && !isDraft(name));
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
