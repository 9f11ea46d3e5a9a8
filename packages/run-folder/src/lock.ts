import { draftOf } from '@mmae/files';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { RunFolderError } from './run-folder-error.ts';

/** Who trains in a folder: `lock.json`. */
interface Lock {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  /** when its process began, so that another process which is given the number later is told apart; only where the system says */
  readonly born?: string;
}

/**
 * Takes the folder's lock for this process. A lock that a dead process of this machine left is taken over. Whether a process of another
 * machine is alive cannot be seen from here, and a file that does not say whose it is may be one that is being written: both are refused.
 *
 * @throws RunFolderError where another trainer holds it
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

/** Gives the lock back; one that another process holds stays. */
export async function releaseLock(folder: string): Promise<void> {
  const file = join(folder, lockFile);
  const holder = toLock(await readFile(file, 'utf8').catch(() => ''));
  if (holder && holder.pid === process.pid && holder.host === hostname()) await rm(file, { force: true });
}

export const lockFile = 'lock.json';

const ownLock = (): Lock => ({ pid: process.pid, host: hostname(), since: new Date().toISOString(), born: birthOf(process.pid) });

/** Creates a file whole or not at all. @returns whether it was not there before */
async function tryCreate(file: string, content: string): Promise<boolean> {
  const draft = draftOf(file);
  await writeFile(draft, content, { flag: 'wx' });
  try {
    await link(draft, file);
    return true;
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return false; // ENOENT: whoever holds the lock has cleared drafts away
    return await createWithoutLinks(file, content);
  } finally {
    await rm(draft, { force: true });
  }
}

/** On a file system that knows no links. */
const createWithoutLinks = (file: string, content: string): Promise<boolean> =>
  writeFile(file, content, { flag: 'wx' }).then(
    () => true,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST') return false;
      throw cause;
    },
  );

/**
 * Puts our lock in the place of a stale one. Of several processes that try, the one goes ahead that creates the marker of this stale lock, and
 * only as long as that still is the lock: whoever comes late finds another.
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

/** One name for one stale lock, as `isDraft` knows them: what a killed process leaves is cleared away with the drafts. */
function markerOf(file: string, stale: string): string {
  const hash = createHash('sha256').update(stale).digest('hex');
  const uuid = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-');
  return join(dirname(file), `.${lockFile}.${uuid}.tmp`);
}

/** @returns undefined for what is no whole lock */
function toLock(content: string): Lock | undefined {
  try {
    const { pid, host, since, born } = JSON.parse(content) as Lock;
    const isWhole = Number.isInteger(pid) && pid > 0 && [host, since, born ?? ''].every((text) => typeof text === 'string');
    return isWhole ? { pid, host, since, born } : undefined;
  } catch {
    return undefined;
  }
}

function isGone({ pid, host, since, born }: Lock): boolean {
  if (host !== hostname()) return false;
  const bornNow = birthOf(pid);
  if (born !== undefined && bornNow !== undefined) return born !== bornNow;
  if (pid === process.pid) return Date.parse(since) < performance.timeOrigin; // in a container that is started again, numbers are too
  try {
    process.kill(pid, 0);
    return false;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** The boot of this machine and the tick of it at which a process began, from proc(5); undefined where the system does not say. */
function birthOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' '); // from the third on
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${fields[22 - 3]}`;
  } catch {
    return undefined;
  }
}

function refusal(file: string, holder: Lock | undefined): RunFolderError {
  const who = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.since}` : 'another trainer, which does not say who it is';
  const remedy =
    holder && holder.host !== hostname()
      ? `It runs on another machine: wait for it, or delete ${file} once you know that it is gone`
      : `Wait for it, or stop it; delete ${file} only if that process is no trainer`;
  return new RunFolderError(`takeLock: expected a folder that nobody trains in, got one held by ${who}. ${remedy}.`);
}
