import { closeSync, openSync, statSync } from 'node:fs';
import { packsIn, prune, removeFile, scratchFilesIn, type PackFile } from './cache-folder.ts';
import { recordsIn } from './pack.ts';

/** A number of files and their size. */
export interface FileCount {
  readonly numFiles: number;
  readonly sizeBytes: number;
}

/** The cached values of one extractor. */
export interface CachedExtractor extends FileCount {
  readonly name: string;
  readonly numValues: number;
  /** when its least and most recently used packs were last used, in milliseconds */
  readonly oldestUseMs: number;
  readonly newestUseMs: number;
}

/** What a cache folder contains, by extractor. @throws RunFolderError where the folder cannot be read */
export function cacheStatus(folder: string): FileCount & { readonly extractors: readonly CachedExtractor[] } {
  const packs = packsIn(folder);
  const names = [...new Set(packs.map(({ name }) => name))].sort();
  const extractors = names.map((name) => {
    const own = packs.filter((pack) => pack.name === name);
    const used = own.map(({ usedMs }) => usedMs);
    return { name, numValues: countValues(own), ...countFiles(own), oldestUseMs: Math.min(...used), newestUseMs: Math.max(...used) };
  });
  return { ...countFiles(packs), extractors };
}

/**
 * Removes packs that contain no readable values, scratch files of processes that were killed, and the least recently used packs beyond the bound.
 *
 * @param all whether every pack is removed
 * @throws RunFolderError where the folder cannot be read
 */
export function cleanCache(
  folder: string,
  boundBytes: number,
  { all }: { readonly all: boolean },
): { readonly removed: FileCount; readonly left: FileCount } {
  const useless = packsIn(folder).filter((pack) => all || keysIn(pack).next().done);
  const removed = useless.filter(({ path }) => removeFile(path));
  const scratch = scratchFilesIn(folder).filter(
    (path) => (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false) && removeFile(path),
  );
  const { numFiles, sizeBytes } = countFiles([...removed, ...prune(folder, boundBytes)]);
  return { removed: { numFiles: numFiles + scratch.length, sizeBytes }, left: countFiles(packsIn(folder)) };
}

const countFiles = (packs: readonly PackFile[]): FileCount => ({
  numFiles: packs.length,
  sizeBytes: packs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
});

/** A value that was written twice counts once. */
function countValues(packs: readonly PackFile[]): number {
  const keys = new Set<string>();
  for (const pack of packs) for (const key of keysIn(pack)) keys.add(key);
  return keys.size;
}

function* keysIn({ path }: PackFile): Generator<string> {
  const file = openSync(path, 'r');
  try {
    for (const { key } of recordsIn(file)) yield key;
  } finally {
    closeSync(file);
  }
}
