import type { ArchiveSample } from '@mmae/archive-store';
import { hitsOf } from './ranking.ts';

test('hits say their ranks, their cosine and what it is worth; removed samples are left out', () => {
  const sample = (key: number) => (key === 9 ? undefined : ({ key } as ArchiveSample));
  const curve = { cosines: [0, 0.5], shares: [0.25, 0.75] };
  const byEmbedding = { sampleKeys: Uint32Array.of(7, 8), cosines: Float32Array.of(0.5, 0.25), curve };
  const ranking = { sampleKeys: Uint32Array.of(7, 9, 8, 6), byWords: Uint32Array.of(6, 7), byEmbedding };
  expect(hitsOf({ sample }, ranking, 0, 4)).toEqual([
    { sample: { key: 7 }, rank: 1, wordRank: 2, embeddingRank: 1, cosine: 0.5, confidence: 0.75 },
    { sample: { key: 8 }, rank: 3, embeddingRank: 2, cosine: 0.25, confidence: 0.25 },
    { sample: { key: 6 }, rank: 4, wordRank: 1 },
  ]);
});
