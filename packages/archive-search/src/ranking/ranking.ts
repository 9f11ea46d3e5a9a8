import type { Archive } from '@mmae/archive-store';
import type { SearchHit } from '../search.ts';
import { confidenceAt, type ConfidenceCurve } from './confidence.ts';

/** All hits of a search, and what each is worth. */
export interface Ranking {
  /** best first */
  readonly sampleKeys: Uint32Array;
  /** sample keys by words alone, best first */
  readonly byWords: Uint32Array;
  readonly byEmbedding?: EmbeddingRanking;
}

/** Samples by embedding alone. */
export interface EmbeddingRanking {
  /** best first */
  readonly sampleKeys: Uint32Array;
  /** one for each of them, never rising */
  readonly cosines: Float32Array;
  readonly curve?: ConfidenceCurve;
}

/** The hits of one page, without samples that were removed since. */
export function hitsOf(archive: Pick<Archive, 'sample'>, ranking: Ranking, from: number, to: number): readonly SearchHit[] {
  return Array.from(ranking.sampleKeys.subarray(from, to)).flatMap((key, i) => {
    const sample = archive.sample(key);
    return sample ? { sample, rank: from + i + 1, ...worthOf(ranking, key) } : [];
  });
}

function worthOf({ byWords, byEmbedding }: Ranking, sampleKey: number): Partial<SearchHit> {
  const wordRank = byWords.indexOf(sampleKey) + 1;
  const embeddingRank = (byEmbedding?.sampleKeys.indexOf(sampleKey) ?? -1) + 1;
  const words = wordRank > 0 ? { wordRank } : {};
  if (!byEmbedding || embeddingRank === 0) return words;
  const cosine = byEmbedding.cosines[embeddingRank - 1]!;
  return { ...words, embeddingRank, cosine, ...(byEmbedding.curve && { confidence: confidenceAt(byEmbedding.curve, cosine) }) };
}
