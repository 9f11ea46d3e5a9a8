import type { Archive } from '@mmae/archive-store';
import { InputError } from '@mmae/input';
import { allAssets } from '../all-assets.ts';

export interface SelectOptions {
  /** labels or concepts that each sample must have */
  readonly tag: readonly string[];
}

/**
 * Keys of the samples that are named: those of an asset by its id or path, or a sample by its id; without names, all samples.
 *
 * @throws InputError for a name that the archive does not have
 */
export async function selectSamples(archive: Archive, what: readonly string[], { tag }: SelectOptions): Promise<number[]> {
  const tagged = tag.length > 0 || what.length === 0 ? archive.filter({ tags: tag }) : undefined;
  if (what.length === 0) return [...(tagged ?? [])];
  const allowed = tagged && new Set(tagged);
  return what.flatMap((name) => namedSamples(archive, name)).filter((key) => allowed?.has(key) ?? true);
}

function namedSamples(archive: Archive, name: string): number[] {
  const asset = archive.assetById(name) ?? assetByPath(archive, name);
  if (asset) return archive.samplesOf(asset.key).map(({ key }) => key);
  const sample = archive.sampleById(name);
  if (sample) return [sample.key];
  throw new InputError(
    `mmae-archive export: expected ids of assets or samples, got ${JSON.stringify(name)}. Find them with mmae-archive search.`,
  );
}

function assetByPath(archive: Archive, path: string) {
  for (const asset of allAssets(archive)) if (asset.path === path) return asset;
  return undefined;
}
