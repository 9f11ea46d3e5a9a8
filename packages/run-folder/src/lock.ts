import { draftOf } from '@mmae/matrix';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { RunFolderError } from './run-folder-error.ts';

/** Who trains in a folder: `lock.json`. */
interface Lock {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/**
 * Takes the folder's lock for this process. A lock that a dead process of this machine left is taken over, and so is one of our own
 * number from before we began: in a container that is started again, numbers are too. Whether a process of another machine is alive
 * cannot be seen from here, so its lock is refused.
 *
 * @throws RunFolderError where another trainer holds it
 */
export async function takeLock(folder: string): Promise<void> {
  const file = join(folder, lockFile);
  if (await tryCreate(file)) return;
  const holder = await readLock(file);
  if (holder && !isGone(holder)) throw refusal(file, holder);
  const stale = draftOf(file); // which the next one removes, should this process be killed before it does
  await rename(file, stale).catch(ignoreMissing);
  await rm(stale, { force: true });
  if (!(await tryCreate(file))) throw refusal(file, await readLock(file));
}

/** Gives the lock back; one that another process holds stays. */
export async function releaseLock(folder: string): Promise<void> {
  const file = join(folder, lockFile);
  const holder = await readLock(file);
  if (holder && holder.pid === process.pid && holder.host === hostname()) await rm(file, { force: true });
}

export const lockFile = 'lock.json';

async function tryCreate(file: string): Promise<boolean> {
  const lock: Lock = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  try {
    await writeFile(file, `${JSON.stringify(lock)}\n`, { flag: 'wx' });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

/** @returns undefined where there is none, or one that its writer did not finish */
async function readLock(file: string): Promise<Lock | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Lock;
  } catch {
    return undefined;
  }
}

function isGone({ pid, host, since }: Lock): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return Date.parse(since) < performance.timeOrigin;
  try {
    process.kill(pid, 0);
    return false;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function refusal(file: string, holder: Lock | undefined): RunFolderError {
  const who = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.since}` : 'another trainer';
  const remedy =
    holder && holder.host !== hostname()
      ? `It runs on another machine: wait for it, or delete ${file} once you know that it is gone`
      : `Wait for it, or stop it; delete ${file} only if that process is no trainer`;
  return new RunFolderError(`takeLock: expected a folder that nobody trains in, got one held by ${who}. ${remedy}.`);
}

function ignoreMissing(cause: NodeJS.ErrnoException): void {
  if (cause.code !== 'ENOENT') throw cause;
}
