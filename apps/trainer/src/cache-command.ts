import { toPrintable } from '@mmae/input';
import { cacheBound, cacheFolder, cacheStatus, cleanCache } from '@mmae/pipeline';
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
  if (asked === 'status' && !values.all) return toText(statusLines(cacheFolder()));
  if (asked === 'clean') return toText(cleanLines(cacheFolder(), values.all));
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

function statusLines(folder: string): string[] {
  const { sizeBytes, numFiles, extractors } = cacheStatus(folder);
  return [
    `folder\t${folder}`,
    `size\t${toSize(sizeBytes)} in ${numFiles} files`,
    `bound\t${toSize(cacheBound())} (MMAE_CACHE_GB)`,
    ...extractors.map(({ name, numValues, sizeBytes, oldestUseMs, newestUseMs }) => {
      return `${name}\t${numValues} values, ${toSize(sizeBytes)}, last used from ${toMinute(oldestUseMs)} to ${toMinute(newestUseMs)} UTC`;
    }),
  ];
}

const toMinute = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

function cleanLines(folder: string, all: boolean): string[] {
  const { removed, left } = cleanCache(folder, cacheBound(), { all });
  return [
    `removed\t${removed.numFiles} files, ${toSize(removed.sizeBytes)}`,
    `left\t${left.numFiles} files, ${toSize(left.sizeBytes)} in ${folder}`,
  ];
}
