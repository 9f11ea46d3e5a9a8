import { openSearch } from '@mmae/archive-search';
import type { Archive, SampleFilter } from '@mmae/archive-store';
import type { Progress } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { allAssets } from '../all-assets.ts';
import { currentRunEmbedder } from '../run/current-run-embedder.ts';

export interface SelectOptions {
  /** labels or concepts that each sample must have */
  readonly tag: readonly string[];
  /** hits of a search */
  readonly limit: number;
}

/**
 * Keys of the samples that are named: those of an asset by its id or path, or a sample by its id. Other words are searched, and their best hits taken.
 * Without any, all samples.
 *
 * @throws InputError for an id that the archive does not have
 */
export async function selectSamples(
  archive: Archive,
  what: readonly string[],
  { tag, limit }: SelectOptions,
  progress: Progress,
): Promise<number[]> {
  const filter: SampleFilter = { tags: tag };
  if (what.length === 0) return [...archive.filter(filter)];
  const named = what.map((name) => namedSamples(archive, name));
  if (named.every((keys) => keys === undefined)) return foundSamples(archive, what.join(' '), filter, limit, progress);
  const unknown = what.find((_, i) => named[i] === undefined);
  if (unknown !== undefined) throw unknownId(unknown);
  const allowed = tag.length > 0 ? new Set(archive.filter(filter)) : undefined;
  return named.flatMap((keys) => keys ?? []).filter((key) => allowed?.has(key) ?? true);
}

function namedSamples(archive: Archive, name: string): number[] | undefined {
  const asset = archive.assetById(name) ?? assetByPath(archive, name);
  if (asset) return archive.samplesOf(asset.key).map(({ key }) => key);
  const sample = archive.sampleById(name);
  if (!sample && isIdLike(name)) throw unknownId(name);
  return sample && [sample.key];
}

/** A word of this form is never searched, since it must be an id with an error in it. */
const isIdLike = (name: string) => /^[0-9a-f]{12,64}$|^[0-9a-f]+:\d/.test(name);

const unknownId = (name: string) =>
  new InputError(
    `mmae-archive export: expected ids of assets or samples, got ${JSON.stringify(name)}. Find them with mmae-archive search.`,
  );

function assetByPath(archive: Archive, path: string) {
  for (const asset of allAssets(archive)) if (asset.path === path) return asset;
  return undefined;
}

/** The best hits of a search, page by page. */
async function foundSamples(archive: Archive, text: string, filter: SampleFilter, limit: number, progress: Progress): Promise<number[]> {
  const { search } = openSearch(archive, { embed: currentRunEmbedder(archive) });
  const keys: number[] = [];
  let cursor: string | undefined;
  do {
    const pageLimit = Math.min(200, limit - keys.length);
    const { hits, nextCursor, unknownWords } = await search({ text, filter, limit: pageLimit, ...(cursor !== undefined && { cursor }) });
    if (keys.length === 0 && unknownWords.length > 0) progress.say(`no sample contains: ${unknownWords.join(', ')}`);
    keys.push(...hits.map(({ sample }) => sample.key));
    cursor = nextCursor;
  } while (cursor !== undefined && keys.length < limit);
  return keys;
}
