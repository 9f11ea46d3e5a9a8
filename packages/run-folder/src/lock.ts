import { draftOf } from '@mmae/files';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { RunFolderError } from './run-folder-error.ts';

/** The content of `lock.json`: the process that trains in the folder. */
interface Lock {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  /** when the process started, to distinguish it from a later process with the same id; only on Linux */
  readonly born?: string;
}

/**
 * Takes the lock of a folder for this process. The lock of a process of this machine that has ended is taken over. Whether a process of another machine
 * is alive cannot be known, and a lock without an owner may be in the process of being written: both are refused.
 *
 * @throws RunFolderError if another trainer holds the lock
 */
export async function takeLock(folder: string): Promise<void> {
  const file = join(folder, lockFile);
  const own = `${JSON.stringify(ownLock())}\n`;
  if (await tryCreate(file, own)) return;
  const content = await readFile(file, 'utf8').catch(() => '');
  const holder = toLock(content);
  if (holder && isGone(holder) && (await takeOver(file, content, own))) return;
  throw refusal(file, toLock(await readFile(file, 'utf8').catch(() => '')));
}

/** Releases the lock, if this process holds it. */
export async function releaseLock(folder: string): Promise<void> {
  const file = join(folder, lockFile);
  const holder = toLock(await readFile(file, 'utf8').catch(() => ''));
  if (holder && holder.pid === process.pid && holder.host === hostname()) await rm(file, { force: true });
}

export const lockFile = 'lock.json';

const ownLock = (): Lock => ({ pid: process.pid, host: hostname(), since: new Date().toISOString(), born: startOf(process.pid) });

/** Creates a file in one step. @returns false if it exists already */
async function tryCreate(file: string, content: string): Promise<boolean> {
  const draft = draftOf(file);
  await writeFile(draft, content, { flag: 'wx' });
  try {
    await link(draft, file);
    return true;
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return false; // ENOENT: the holder of the lock has removed the draft
    return await createWithoutLinks(file, content);
  } finally {
    await rm(draft, { force: true });
  }
}

/** For file systems without hard links. */
const createWithoutLinks = (file: string, content: string): Promise<boolean> =>
  writeFile(file, content, { flag: 'wx' }).then(
    () => true,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST') return false;
      throw cause;
    },
  );

/**
 * Replaces a stale lock by `own`. Of several processes that try, the one that creates the marker of this stale lock while it is still in place succeeds.
 */
async function takeOver(file: string, stale: string, own: string): Promise<boolean> {
  const marker = markerOf(file, stale);
  if (!(await tryCreate(marker, own))) return false;
  try {
    if ((await readFile(file, 'utf8').catch(() => '')) !== stale) return false;
    const draft = draftOf(file);
    await writeFile(draft, own, { flag: 'wx' });
    await rename(draft, file);
    return true;
  } finally {
    await rm(marker, { force: true });
  }
}

/** The marker of a stale lock. Its name is that of a draft, so that one left by a killed process is removed with the drafts. */
function markerOf(file: string, stale: string): string {
  const hash = createHash('sha256').update(stale).digest('hex');
  const uuid = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-');
  return join(dirname(file), `.${lockFile}.${uuid}.tmp`);
}

/** @returns undefined for an incomplete or damaged lock */
function toLock(content: string): Lock | undefined {
  try {
    const { pid, host, since, born } = JSON.parse(content) as Lock;
    const isComplete = Number.isInteger(pid) && pid > 0 && [host, since, born ?? ''].every((text) => typeof text === 'string');
    return isComplete ? { pid, host, since, born } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the holder is known to have ended. */
function isGone({ pid, host, since, born }: Lock): boolean {
  if (host !== hostname()) return false;
  const startNow = startOf(pid);
  if (born !== undefined && startNow !== undefined) return born !== startNow;
  if (pid === process.pid) return Date.parse(since) < performance.timeOrigin; // after a restart of a container, process ids repeat
  try {
    process.kill(pid, 0);
    return false;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** The id of the boot of this machine and the clock tick at which a process started, from proc(5); undefined on other systems. */
function startOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' '); // from the third field on
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${fields[22 - 3]}`;
  } catch {
    return undefined;
  }
}

function refusal(file: string, holder: Lock | undefined): RunFolderError {
  const who = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.since}` : 'an unknown trainer';
  const remedy =
    holder && holder.host !== hostname()
      ? `It runs on another machine: wait for it, or delete ${file} once you know that it has ended`
      : `Wait for it, or stop it; delete ${file} only if that process is not a trainer`;
  return new RunFolderError(`takeLock: expected a folder without a running training, got one locked by ${who}. ${remedy}.`);
}
