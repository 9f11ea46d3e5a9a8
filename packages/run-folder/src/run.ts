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

/** The content of `config.json`: everything needed to repeat the run. `formatVersion` is added when it is written. */
export type RunConfig = Readonly<Record<string, unknown>>;

/**
 * Creates a run: takes the lock of the folder, then writes `config.json`. `closeRun` releases the lock.
 *
 * @param folder a new or empty folder: a run is never overwritten
 * @throws RunFolderError if the folder is not empty, or another trainer uses it
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
 * Resumes a run: takes the lock of the folder, which `closeRun` releases.
 *
 * @param shape of `config.json`
 * @throws RunFolderError if there is no run, its `config.json` is damaged or of another shape, or another trainer uses it
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
 * Adds entries to `config.json` that are only known after media were read.
 *
 * @throws RunFolderError if there is no run, or the disk is full or read-only
 */
export async function amendConfig(folder: string, entries: RunConfig): Promise<void> {
  await writeFiles(folder, { [configFile]: toJson({ ...(await readConfig(folder)), ...entries }) });
}

/** Completes a run: writes the checksum of `metrics.jsonl` and releases the lock. May be called twice. */
export async function closeRun(folder: string): Promise<void> {
  try {
    if (existsSync(join(folder, metricsFile))) await setChecksum(folder, metricsFile, 'current');
  } finally {
    await leaveRun(folder);
  }
}

/** Releases the lock of a run that is not complete. */
export const leaveRun = releaseLock;

/**
 * Reads `config.json`: what `createRun` was given, and `formatVersion`.
 *
 * @param shape of the document; default any object
 * @throws RunFolderError if there is no run, or it is damaged, of another program, of a newer version, or of another shape
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

/** Takes the lock and runs `begin`; releases the lock if it fails. */
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

/** Removes the drafts that a killed process left. */
async function removeDrafts(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && isDraft(entry.name)) await rm(join(entry.parentPath, entry.name), { force: true });
  }
}

async function expectEmpty(folder: string): Promise<void> {
  const entries = (await readdir(folder)).filter((name) => name !== lockFile && !isDraft(name));
  if (entries.includes(configFile)) {
    throw new RunFolderError(
      `createRun: expected a folder without a run, got ${folder}, which contains one. Resume it with --resume ${folder}, or name another with --run.`,
    );
  }
  if (entries.length > 0) {
    throw new RunFolderError(
      `createRun: expected a new or empty folder, got ${folder} with ${entries.slice(0, 3).join(', ')}. Name another with --run.`,
    );
  }
}
