import type { SampleGroups } from '@mmae/archive-search';
import type { Archive } from '@mmae/archive-store';

/** Samples of a cluster whose tags are read, the most typical ones. */
const numTypical = 50;
const [numWords, numNameWords] = [8, 3];

/** Names for clusters whose texts gave no words, from what machines and people say about their most typical samples, by the sum of confidences. */
export function nameByTags({ clusters, ...others }: SampleGroups, archive: Pick<Archive, 'tagsOfAll'>): SampleGroups {
  return {
    ...others,
    clusters: clusters.map((cluster) => {
      if (cluster.words.length > 0) return cluster;
      const words = labelsOf(archive, [...cluster.sampleKeys.subarray(0, numTypical)]);
      return words.length === 0 ? cluster : { ...cluster, words, name: words.slice(0, numNameWords).join(', ') };
    }),
  };
}

function labelsOf(archive: Pick<Archive, 'tagsOfAll'>, sampleKeys: readonly number[]): string[] {
  const weights = new Map<string, number>();
  for (const tags of archive.tagsOfAll(sampleKeys).values())
    for (const { label, verdict, machine } of tags) {
      if (verdict === 'rejected') continue;
      weights.set(label, (weights.get(label) ?? 0) + (verdict === 'accepted' ? 1 : (machine?.confidence ?? 0)));
    }
  return [...weights]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, numWords)
    .map(([label]) => label);
}
