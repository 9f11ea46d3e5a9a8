import type { Archive, ArchiveMap, Embeddings, NewCluster } from '@mmae/archive-store';
import { clusterRows } from './cluster-samples.ts';
import { clusterWords } from './cluster-words.ts';
import { mapLayout, type MapOptions } from './map-layout.ts';

export interface GroupOptions extends MapOptions {
  /** default: √(n / 2), at most 200 */
  readonly numClusters?: number;
}

/** What `Indexing.finish` takes. */
export interface SampleGroups {
  readonly clusters: readonly NewCluster[];
  readonly map?: ArchiveMap;
}

/** Typical words of a cluster, and those that name it. */
const [numWords, numNameWords] = [8, 3];

/**
 * Clusters of all indexed samples with the words of their texts, and the map. A cluster without typical words is named by its number.
 *
 * @param joint the joint embeddings
 */
export async function groupSamples(
  archive: Pick<Archive, 'eachSample'>,
  joint: Embeddings | undefined,
  { numClusters, ...options }: GroupOptions = {},
): Promise<SampleGroups> {
  if (joint === undefined) return { clusters: [] };
  const { sampleKeys, matrix } = joint;
  const clusters = clusterRows(matrix, numClusters).map((rows) => rows.map((i) => sampleKeys[i]));
  const words = wordsOf(archive, clusters);
  options.signal?.throwIfAborted();
  const positions = await mapLayout(matrix, options);
  return {
    clusters: clusters.map((keys, i) => ({
      name: words[i].slice(0, numNameWords).join(', ') || `${i + 1}`,
      words: words[i],
      sampleKeys: keys,
    })),
    map: { sampleKeys, positions },
  };
}

/** Words of each cluster, from texts and keywords of its samples. */
function wordsOf(archive: Pick<Archive, 'eachSample'>, clusters: readonly Uint32Array[]): string[][] {
  const clusterOf = new Map<number, number>();
  clusters.forEach((keys, cluster) => keys.forEach((key) => clusterOf.set(key, cluster)));
  const words = clusterWords(clusters.length);
  for (const samples of archive.eachSample())
    for (const { key, text, language, extra } of samples) {
      const cluster = clusterOf.get(key);
      if (cluster === undefined) continue;
      words.add(cluster, { text: `${text}\n${extra.keywords ?? ''}`, ...(language !== undefined && { language }) });
    }
  return words.typical(numWords);
}
