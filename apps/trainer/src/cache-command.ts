import { closeSync, openSync, statSync } from 'node:fs';
import { cacheBound, cacheFolder, packsIn, prune, remove, scratchFilesIn, type PackFile } from './cache-folder.ts';
import { recordsIn } from './cache-pack.ts';
import { toSize } from './progress.ts';
import { UsageError } from './usage-error.ts';

/**
 * `mmae-train cache status` and `cache clean`, on the folder of `MMAE_CACHE`.
 *
 * @param all whether `clean` removes everything
 * @returns what is said of it, in lines
 */
export function cacheCommand([verb, ...rest]: readonly string[], { all }: { readonly all: boolean }): string[] {
  if (rest.length === 0 && verb === 'status' && !all) return cacheStatus(cacheFolder(), cacheBound());
  if (rest.length === 0 && verb === 'clean') return cleanCache(cacheFolder(), cacheBound(), all);
  throw new UsageError(
    `mmae-train cache: expected status, clean or clean --all, got ${JSON.stringify([verb, ...rest].filter(Boolean).join(' '))}.`,
  );
}

/** Folder, size and bound; then of each extractor how many values it has, their size, and when they were used first and last. */
function cacheStatus(folder: string, boundBytes: number): string[] {
  const packs = packsIn(folder);
  const names = [...new Set(packs.map(({ name }) => name))].sort();
  return [
    `folder\t${folder}`,
    `size\t${toSize(sizeOf(packs))} in ${packs.length} files`,
    `bound\t${toSize(boundBytes)} (MMAE_CACHE_GB)`,
    ...names.map((name) => {
      const own = packs.filter((pack) => pack.name === name);
      const used = own.map(({ usedMs }) => usedMs).sort((a, b) => a - b);
      const [oldest, newest] = [used[0], used[used.length - 1]].map((ms) => new Date(ms).toISOString().slice(0, 16).replace('T', ' '));
      return `${name}\t${countValues(own)} values, ${toSize(sizeOf(own))}, last used from ${oldest} to ${newest} UTC`;
    }),
  ];
}

/** Removes what no run can use (packs of an earlier version, scratch files left behind), and the least recently used beyond the bound; or everything. */
function cleanCache(folder: string, boundBytes: number, all: boolean): string[] {
  const useless = packsIn(folder).filter((pack) => all || keysIn(pack).next().done);
  const removed = useless.filter(({ path }) => remove(path));
  const scratch = scratchFilesIn(folder).filter((path) => (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false) && remove(path));
  const pruned = prune(folder, boundBytes);
  const left = packsIn(folder);
  const numRemoved = removed.length + scratch.length + pruned.length;
  return [
    `removed\t${numRemoved} files, ${toSize(sizeOf([...removed, ...pruned]))}`,
    `left\t${left.length} files, ${toSize(sizeOf(left))} in ${folder}`,
  ];
}

const sizeOf = (packs: readonly PackFile[]) => packs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** A value that was written anew counts once. */
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
