import { InputError } from '@mmae/input';
import { RunFolderError, toReadError, toWriteError } from '@mmae/run-folder';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** A pack file of the cache folder. */
export interface PackFile {
  readonly path: string;
  /** the name of its cache, which is that of an extractor */
  readonly name: string;
  readonly sizeBytes: number;
  /** when a value in it was last written or read, in milliseconds */
  readonly usedMs: number;
}

/**
 * The folder of all caches: `MMAE_CACHE`, else `mmae` in the user's cache folder.
 *
 * @throws InputError where `MMAE_CACHE` is not an absolute path, or the user has no home folder
 */
export function cacheFolder(): string {
  const { MMAE_CACHE, XDG_CACHE_HOME = '' } = process.env;
  if (MMAE_CACHE === undefined) return join(isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(home(), '.cache'), 'mmae');
  if (isAbsolute(MMAE_CACHE)) return MMAE_CACHE;
  throw new InputError(
    `MMAE_CACHE: expected the absolute path of a folder, got ${JSON.stringify(MMAE_CACHE)}. Write the full path, or unset it.`,
  );
}

/** Runs `write`. @throws RunFolderError that mentions `MMAE_CACHE`, where the disk is full or read-only or access is denied */
export function onCacheDisk<Result>(writer: string, folder: string, write: () => Result): Result {
  try {
    return write();
  } catch (cause) {
    const error = toWriteError(writer, folder, cause);
    throw error instanceof RunFolderError ? new RunFolderError(`${error.message} MMAE_CACHE sets the folder.`, { cause }) : error;
  }
}

const defaultGigabytes = 20;

/** The maximum size of the cache folder in bytes: `MMAE_CACHE_GB`. @throws InputError unless it is a number of at least 0 */
export function cacheBound(): number {
  const { MMAE_CACHE_GB = String(defaultGigabytes) } = process.env;
  const gigabytes = Number(MMAE_CACHE_GB);
  if (MMAE_CACHE_GB.trim() !== '' && gigabytes >= 0 && Number.isFinite(gigabytes)) return gigabytes * 1e9;
  throw new InputError(
    `MMAE_CACHE_GB: expected a number of gigabytes of at least 0, got ${JSON.stringify(MMAE_CACHE_GB)}. Correct it, or unset it for ${defaultGigabytes}.`,
  );
}

/**
 * The packs of a folder, oldest first; none where the folder does not exist.
 *
 * @throws RunFolderError where the folder cannot be read
 */
export function packsIn(folder: string): PackFile[] {
  return namesIn(folder)
    .filter((file) => file.endsWith('.pack'))
    .sort((a, b) => (creationOf(a) < creationOf(b) ? -1 : 1))
    .flatMap((file) => {
      const path = join(folder, file);
      const stats = statSync(path, { throwIfNoEntry: false }); // another process may remove it
      return stats?.isFile() ? [{ path, name: file.slice(0, file.indexOf('.')), sizeBytes: stats.size, usedMs: stats.mtimeMs }] : [];
    });
}

/**
 * Removes the least recently used packs until the others fit.
 *
 * @param isKept whether a pack is kept in any case
 * @returns the removed packs. A file that cannot be removed is kept, such as one that another process reads on Windows
 */
export function prune(folder: string, boundBytes: number, isKept: (pack: PackFile) => boolean = () => false): PackFile[] {
  const packs = packsIn(folder);
  let excess = packs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) - boundBytes;
  const removed: PackFile[] = [];
  for (const pack of packs.sort((a, b) => a.usedMs - b.usedMs)) {
    if (excess <= 0) break;
    if (isKept(pack) || !removeFile(pack.path)) continue;
    excess -= pack.sizeBytes;
    removed.push(pack);
  }
  return removed;
}

/** @returns whether the file is removed now. On POSIX, a process that has it open can still read it */
export function removeFile(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** Scratch files of processes that were killed before they could unlink the file. */
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
      throw new RunFolderError(
        `featureCache: expected a folder at ${folder}, got a path that leads through a file. MMAE_CACHE sets the folder.`,
        {
          cause,
        },
      );
    throw toReadError('featureCache', folder, cause);
  }
}

/** The part of a pack's name that gives its creation time. */
const creationOf = (file: string) => file.slice(file.indexOf('.'));

function home(): string {
  try {
    const folder = homedir();
    if (isAbsolute(folder)) return folder;
  } catch {
    // the user has no entry in the system's user database
  }
  throw new InputError('cache: expected a home folder for the cache, got none. Set MMAE_CACHE to a folder.');
}
