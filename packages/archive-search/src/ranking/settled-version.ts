import type { Archive } from '@mmae/archive-store';

/** Reading the embeddings of more samples than this takes longer than a search. */
const manySamples = 20_000;
const settleMs = 5000;

/**
 * The version of an archive's index that embeddings are searched in. While a large archive is being indexed, it follows every five seconds instead of
 * with every chunk, so that not every search reads all embeddings anew.
 */
export function settledVersion(archive: Pick<Archive, 'indexVersion' | 'counts'>, now: () => number = Date.now): () => number {
  let [version, sinceMs] = [-1, -Infinity];
  return () => {
    const current = archive.indexVersion();
    if (current !== version && (now() - sinceMs >= settleMs || archive.counts().numSamples <= manySamples)) {
      [version, sinceMs] = [current, now()];
    }
    return version;
  };
}
