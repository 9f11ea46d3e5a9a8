import type { Archive, ArchiveSample, Asset } from '@mmae/archive-store';

/** Samples of several assets that show the same. */
export interface SampleGroup {
  readonly similarity: number;
  readonly samples: readonly ArchiveSample[];
}

/** Two assets that share much of what they have. */
export interface SharedAssets {
  readonly assets: readonly [Asset, Asset];
  readonly numShared: number;
  /** of the samples of the one that has fewer, 0 … 1 */
  readonly share: number;
}

/** What more assets have, such as a title, makes no two of them alike. */
const maxAssets = 20;
const minShare = 0.5;

/** Pairs of assets of which the smaller has at least half of its samples in common with the other, those that share most first. */
export function sharedAssets(archive: Pick<Archive, 'asset'>, groups: readonly SampleGroup[]): SharedAssets[] {
  const counts = new Map<string, number>();
  for (const { samples } of groups) {
    const numOf = new Map<number, number>();
    for (const { assetKey } of samples) numOf.set(assetKey, (numOf.get(assetKey) ?? 0) + 1);
    if (numOf.size <= maxAssets) countPairs(numOf, counts);
  }
  return [...counts]
    .map(([pair, numShared]) => toShared(archive, pair, numShared))
    .filter(({ share }) => share >= minShare)
    .sort((a, b) => b.share - a.share || b.numShared - a.numShared || a.assets[0].key - b.assets[0].key);
}

/** Two assets share as many samples of a group as the one that has fewer of them. */
function countPairs(numOf: ReadonlyMap<number, number>, counts: Map<string, number>): void {
  const assets = [...numOf].sort(([a], [b]) => a - b);
  for (const [i, [one, numOne]] of assets.entries())
    for (const [other, numOther] of assets.slice(i + 1))
      counts.set(`${one} ${other}`, (counts.get(`${one} ${other}`) ?? 0) + Math.min(numOne, numOther));
}

function toShared(archive: Pick<Archive, 'asset'>, pair: string, numShared: number): SharedAssets {
  const [one, other] = pair.split(' ').map((key) => archive.asset(Number(key))!) as [Asset, Asset];
  return { assets: [one, other], numShared, share: numShared / Math.min(one.numSamples, other.numSamples) };
}
