import { InputError } from '@mmae/input';
import { RunFolderError, toReadError, toWriteError } from '@mmae/run-folder';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** A pack as it lies in the folder. */
export interface PackFile {
  readonly path: string;
  /** of the cache it belongs to: an extractor's */
  readonly name: string;
  readonly sizeBytes: number;
  /** when a value of it was written or read last, in milliseconds */
  readonly usedMs: number;
}

/**
 * Where caches lie: `MMAE_CACHE`, else `mmae` in the user's cache folder.
 *
 * @throws InputError for a path that says another folder from another place, and where the user has no home
 */
export function cacheFolder(): string {
  const { MMAE_CACHE, XDG_CACHE_HOME = '' } = process.env;
  if (MMAE_CACHE === undefined) return join(isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(home(), '.cache'), 'mmae');
  if (isAbsolute(MMAE_CACHE)) return MMAE_CACHE;
  throw new InputError(
    `MMAE_CACHE: expected the absolute path of a folder, got ${JSON.stringify(MMAE_CACHE)}. Write it from the root on, or unset it.`,
  );
}

/** Writes in the cache's folder. @throws RunFolderError, with the way to another folder, where the disk is full, read-only or closed to us */
export function onCacheDisk<Result>(writer: string, folder: string, write: () => Result): Result {
  try {
    return write();
  } catch (cause) {
    const error = toWriteError(writer, folder, cause);
    throw error instanceof RunFolderError ? new RunFolderError(`${error.message} MMAE_CACHE names the folder.`, { cause }) : error;
  }
}

const defaultGigabytes = 20;

/** How many bytes the folder may hold: `MMAE_CACHE_GB`. @throws InputError unless it is a number from 0 */
export function cacheBound(): number {
  const { MMAE_CACHE_GB = String(defaultGigabytes) } = process.env;
  const gigabytes = Number(MMAE_CACHE_GB);
  if (MMAE_CACHE_GB.trim() !== '' && gigabytes >= 0 && Number.isFinite(gigabytes)) return gigabytes * 1e9;
  throw new InputError(
    `MMAE_CACHE_GB: expected a number of gigabytes from 0, got ${JSON.stringify(MMAE_CACHE_GB)}. Correct it, or unset it for ${defaultGigabytes}.`,
  );
}

/**
 * The packs of a folder, in the order in which they were begun; none where there is no folder.
 *
 * @throws RunFolderError where the folder cannot be read
 */
export function packsIn(folder: string): PackFile[] {
  return namesIn(folder)
    .filter((file) => file.endsWith('.pack'))
    .sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))
    .flatMap((file) => {
      const path = join(folder, file);
      const found = statSync(path, { throwIfNoEntry: false }); // another process may remove it
      return found?.isFile() ? [{ path, name: file.slice(0, file.indexOf('.')), sizeBytes: found.size, usedMs: found.mtimeMs }] : [];
    });
}

/**
 * Removes the packs that were not used for longest until the others fit.
 *
 * @param keep whether a pack stays in any case
 * @returns what was removed. A file that cannot be is left: on Windows one that another process reads
 */
export function prune(folder: string, boundBytes: number, keep: (pack: PackFile) => boolean = () => false): PackFile[] {
  const packs = packsIn(folder);
  let excess = packs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) - boundBytes;
  const removed: PackFile[] = [];
  for (const pack of packs.sort((a, b) => a.usedMs - b.usedMs)) {
    if (excess <= 0) break;
    if (keep(pack) || !remove(pack.path)) continue;
    excess -= pack.sizeBytes;
    removed.push(pack);
  }
  return removed;
}

/** @returns whether the file is gone now. On POSIX, whoever has it open reads on */
export function remove(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** Scratch files that a process left which was ended as it opened them. */
export const scratchFilesIn = (folder: string) =>
  namesIn(folder)
    .filter((file) => /^scratch\.[0-9a-f-]{36}$/.test(file))
    .map((file) => join(folder, file));

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    if ((cause as NodeJS.ErrnoException).code === 'ENOTDIR')
      throw new RunFolderError(`featureCache: expected a folder at ${folder}, got a file in its path. MMAE_CACHE names the folder.`, {
        cause,
      });
    throw toReadError('featureCache', folder, cause);
  }
}

/** The part of a pack's name that says when it was begun. */
const timeOf = (file: string) => file.slice(file.indexOf('.'));

function home(): string {
  try {
    const folder = homedir();
    if (isAbsolute(folder)) return folder;
  } catch {
    // a user without an entry in the system's list
  }
  throw new InputError('cache: expected a home folder to keep what is extracted, got none. Set MMAE_CACHE to a folder.');
}
