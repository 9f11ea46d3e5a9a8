import { toPrintable } from '@mmae/input';
import { cacheBound, cacheFolder, packsIn, prune, recordsIn, remove, scratchFilesIn, type PackFile } from '@mmae/pipeline';
import { closeSync, openSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { toSize } from './progress.ts';
import { UsageError } from './usage-error.ts';

const usage = `usage: mmae-train cache status          the folder, its size and bound; of each extractor how many values, and when they were used
       mmae-train cache clean [--all]   removes what no run can use, and what goes beyond the bound, the least recently used first; or all

What is extracted from media is kept in MMAE_CACHE, else in the user's cache folder; up to MMAE_CACHE_GB gigabytes, 20 where it is not given.
`;

/**
 * `mmae-train cache`.
 *
 * @param args after the command's name
 * @returns what goes to stdout
 * @throws UsageError where they ask for something else, or `MMAE_CACHE` or `MMAE_CACHE_GB` cannot be
 */
export function cacheCommand(args: readonly string[]): string {
  const { values, positionals } = parse(args);
  const asked = positionals.join(' ');
  if (values.help) return usage;
  if (asked === 'status' && !values.all) return toText(cacheStatus(cacheFolder(), cacheBound()));
  if (asked === 'clean') return toText(cleanCache(cacheFolder(), cacheBound(), values.all));
  throw new UsageError(`mmae-train cache: expected status, clean or clean --all, got ${JSON.stringify(args.join(' '))}.\n${usage}`);
}

const toText = (lines: readonly string[]) => lines.map((line) => `${toPrintable(line)}\n`).join('');

function parse(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ args: [...args], options: { all: flag, help: { ...flag, short: 'h' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`mmae-train cache: ${(error as Error).message}\n${usage}`);
  }
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
