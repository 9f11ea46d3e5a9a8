import { toSize, toTableRow } from '@mmae/command-line';
import { cacheBound, cacheFolder, cacheStatus, cleanCache } from '@mmae/pipeline';

/** `mmae-train cache status`: the rows for stdout. @throws InputError if MMAE_CACHE or MMAE_CACHE_GB is not valid */
export function cacheStatusText(): string {
  const folder = cacheFolder();
  const { sizeBytes, numFiles, extractors } = cacheStatus(folder);
  return toTable([
    ['folder', folder],
    ['size', `${toSize(sizeBytes)} in ${numFiles} files`],
    ['bound', `${toSize(cacheBound())} (MMAE_CACHE_GB)`],
    ...extractors.map(({ name, numValues, sizeBytes, oldestUseMs, newestUseMs }) => [
      name,
      `${numValues} values, ${toSize(sizeBytes)}, last used from ${toMinute(oldestUseMs)} to ${toMinute(newestUseMs)} UTC`,
    ]),
  ]);
}

/** `mmae-train cache clean`: the rows for stdout. @throws InputError if MMAE_CACHE or MMAE_CACHE_GB is not valid */
export function cleanCacheText(all: boolean): string {
  const folder = cacheFolder();
  const { removed, left } = cleanCache(folder, cacheBound(), { all });
  return toTable([
    ['removed', `${removed.numFiles} files, ${toSize(removed.sizeBytes)}`],
    ['left', `${left.numFiles} files, ${toSize(left.sizeBytes)} in ${folder}`],
  ]);
}

const toTable = (rows: readonly (readonly string[])[]) => rows.map(toTableRow).join('');

const toMinute = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
