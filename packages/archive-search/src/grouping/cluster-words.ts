// Typical words of clusters by class-based TF-IDF: M. Grootendorst, "BERTopic: Neural topic modeling with a class-based TF-IDF procedure", 2022, arXiv:2203.05794.
import { languageOf, normalised, stopWords, tokenize } from '@mmae/text-features';

/** A text of a sample. */
export interface ClusterText {
  readonly text: string;
  /** BCP 47 */
  readonly language?: string;
}

/** Counts the words of clusters, text by text, so that no text is kept. */
export interface ClusterWords {
  add(cluster: number, text: ClusterText): void;
  /** The words that set each cluster apart, best first. */
  typical(count: number): string[][];
}

/** Words that fewer samples of a cluster contain are accidental. */
const minSamples = 2;

/**
 * Typical words of each cluster: a word's share of the words of the cluster times log(1 + A / f), where f is its number in all clusters and A the mean
 * number of words of a cluster. A sample counts each word once. Stop words, numbers and single letters are left out.
 */
export function clusterWords(numClusters: number): ClusterWords {
  const counts = Array.from({ length: numClusters }, () => new Map<string, number>());
  return {
    add(cluster, { text, language }) {
      const ignored = stopWordsOf(language);
      for (const word of new Set(tokenize(normalised(text)))) {
        if (ignored.has(word) || !isWord(word)) continue;
        counts[cluster].set(word, (counts[cluster].get(word) ?? 0) + 1);
      }
    },
    typical: (count) => typicalWords(counts, count),
  };
}

/** Two letters, or one of a script whose letters are words. */
const isWord = (word: string) => /\p{L}[\p{L}\p{M}]|\p{Script=Han}/u.test(word);

function typicalWords(counts: readonly ReadonlyMap<string, number>[], count: number): string[][] {
  const overall = new Map<string, number>();
  for (const words of counts) for (const [word, n] of words) overall.set(word, (overall.get(word) ?? 0) + n);
  const sizes = counts.map((words) => sum(words.values()));
  const meanSize = sum(sizes) / Math.max(1, sizes.filter((size) => size > 0).length);
  return counts.map((words, cluster) => {
    const score = (word: string, n: number) => (n / sizes[cluster]) * Math.log1p(meanSize / overall.get(word)!);
    return [...words]
      .filter(([, n]) => n >= minSamples)
      .map(([word, n]) => ({ word, score: score(word, n) }))
      .sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1))
      .slice(0, count)
      .map(({ word }) => word);
  });
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

const stopWordsByLanguage = new Map<string, ReadonlySet<string>>();

/** The stop words of a language; of English where it is not known. */
function stopWordsOf(tag: string | undefined): ReadonlySet<string> {
  const language = knownLanguage(tag) ?? 'en';
  const known = stopWordsByLanguage.get(language) ?? stopWords(language);
  stopWordsByLanguage.set(language, known);
  return known;
}

function knownLanguage(tag: string | undefined): string | undefined {
  try {
    return tag === undefined ? undefined : languageOf(tag);
  } catch {
    return undefined; // not a tag
  }
}
