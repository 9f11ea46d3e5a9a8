import type { Archive, ArchiveSample } from '@mmae/archive-store';
import type { ExportedAsset } from './exported.ts';

/**
 * The samples of an archive to export, with their tags, by asset: assets in the order in which they first occur, the samples of each in the order of
 * their frames. Keys of samples that the archive does not have are left out.
 */
export function collectAssets(archive: Archive, sampleKeys: Iterable<number>): ExportedAsset[] {
  const samples = [...new Set(sampleKeys)].map((key) => archive.sample(key)).filter((sample) => sample !== undefined);
  const tags = archive.tagsOfAll(samples.map(({ key }) => key));
  return Array.from(groupByAsset(samples), ([assetKey, ofAsset]) => {
    const asset = archive.asset(assetKey);
    const ordered = ofAsset.sort((a, b) => (a.range?.from ?? 0) - (b.range?.from ?? 0));
    return asset ? [{ asset, samples: ordered.map((sample) => ({ sample, tags: tags.get(sample.key) ?? [] })) }] : [];
  }).flat();
}

function groupByAsset(samples: readonly ArchiveSample[]): Map<number, ArchiveSample[]> {
  const groups = new Map<number, ArchiveSample[]>();
  for (const sample of samples) {
    const group = groups.get(sample.assetKey);
    if (group) group.push(sample);
    else groups.set(sample.assetKey, [sample]);
  }
  return groups;
}
