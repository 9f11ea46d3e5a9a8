import type { ArchiveSearch } from '@mmae/archive-search';
import type { Archive, MachineTag } from '@mmae/archive-store';

export interface Subject {
  readonly name: string;
  readonly words: readonly string[];
}

/**
 * Indexes an archive as a run would, but by given subjects: each is a cluster and a blob on the map, and a tag of its samples that is surer for
 * some than for others; every third sample also has a wrong tag.
 */
export function annotate(archive: Archive, subjects: readonly Subject[], subjectOf: (sampleKey: number) => number): void {
  const indexing = archive.beginIndex({ folder: '/runs/sample', name: 'sample', version: 'v1', modalities: ['audio', 'image', 'text'] });
  const keys = [...indexing.pending()];
  const tag = (i: number, confidence: number): MachineTag => ({ label: subjects[i]!.name, kind: 'label', confidence, from: 'image+text' });
  indexing.put(
    keys.map((sampleKey, i) => {
      const own = subjectOf(sampleKey);
      const wrong = i % 3 === 0 ? [tag((own + 1) % subjects.length, 0.1 + ((i * 7) % 30) / 100)] : [];
      const angle = (2 * Math.PI * own) / subjects.length;
      return {
        sampleKey,
        embeddings: { joint: Float32Array.of(Math.cos(angle), Math.sin(angle)) },
        tags: [tag(own, 0.5 + ((i * 37) % 50) / 100), ...wrong],
        isUnlikeTrain: false,
      };
    }),
  );
  const positions = keys.flatMap((key, i) => {
    const angle = (2 * Math.PI * subjectOf(key)) / subjects.length;
    return [0.7 * Math.cos(angle) + 0.15 * Math.sin(i * 1.7), 0.7 * Math.sin(angle) + 0.15 * Math.cos(i * 2.3)];
  });
  indexing.finish({
    clusters: subjects.map(({ name, words }, i) => ({
      name,
      words,
      sampleKeys: Uint32Array.from(keys.filter((key) => subjectOf(key) === i)),
    })),
    map: { sampleKeys: Uint32Array.from(keys), positions: Float32Array.from(positions) },
  });
}

/** A search that finds words in texts and otherwise all samples, in the order of their keys. It needs no model. */
export function wordSearch(archive: Archive): ArchiveSearch {
  return {
    async search({ text, filter = {}, cursor, limit = 20 }) {
      const words = (text ?? '').toLowerCase().match(/\p{L}+/gu) ?? [];
      const unknownWords = archive.unknownWords(words);
      const known = words.filter((word) => !unknownWords.includes(word));
      const passing = archive.filter(filter);
      const keys =
        known.length === 0
          ? [...passing]
          : [...archive.matchWords(known.map((word) => ({ words: [word] }))).sampleKeys].filter((key) => passing.includes(key));
      const from = Number(cursor ?? 0);
      const hits = keys
        .slice(from, from + limit)
        .map((key, i) => ({ sample: archive.sample(key)!, rank: from + i + 1, confidence: 0.9 / (1 + (from + i) / 10) }));
      const next = from + limit < keys.length ? { nextCursor: String(from + limit) } : {};
      return { hits, numCandidates: keys.length, unknownWords, isUnlikeTrain: words.length > 0 && known.length === 0, ...next };
    },
    neighbours: (sampleKey, { count = 6 } = {}) =>
      [...archive.filter({})]
        .filter((key) => key !== sampleKey)
        .slice(0, count)
        .map((key, i) => ({ sample: archive.sample(key)!, rank: i + 1, confidence: 0.8 - i / 20 })),
  };
}
