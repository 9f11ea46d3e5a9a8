/** A word that sets a cluster apart, and the share of the cluster's texts that contain it. */
export interface TypicalWord {
  readonly word: string;
  readonly share: number;
}

/** Words that fewer texts of a cluster contain are accidental. */
const minTexts = 2;

/**
 * The words that set each cluster's texts apart from all texts, best first. A word scores the share of the cluster's texts that contain it times
 * the squared logarithm of its inverse document frequency; the square ranks words such as "or" and "is" below the words of a subject.
 *
 * @param texts one per sample; undefined for a sample without text
 * @param clusters the sample indices of each cluster
 * @param stopWords in lower case; never typical
 * @returns at most `numWords` per cluster, each in at least two of its texts and at least twice as frequent there as overall
 */
export function typicalWords(
  texts: readonly (string | undefined)[],
  clusters: readonly (readonly number[])[],
  numWords: number,
  stopWords: ReadonlySet<string> = new Set(),
): TypicalWord[][] {
  const wordsOf = texts.map((text) => (text === undefined ? undefined : distinctWords(text)));
  const numTexts = wordsOf.filter((words) => words !== undefined).length;
  const overall = countTexts(wordsOf);
  return clusters.map((rows) => {
    const inCluster = rows.map((row) => wordsOf[row]).filter((words) => words !== undefined);
    const score = ([word, count]: [string, number]) => (count / inCluster.length) * Math.log(numTexts / overall.get(word)!) ** 2;
    const isTypical = ([word, count]: [string, number]) =>
      !stopWords.has(word) && count >= minTexts && count / inCluster.length >= (2 * overall.get(word)!) / numTexts;
    const candidates = [...countTexts(inCluster)].filter(isTypical);
    return candidates
      .sort((a, b) => score(b) - score(a) || (a[0] < b[0] ? -1 : 1))
      .slice(0, numWords)
      .map(([word, count]) => ({ word, share: count / inCluster.length }));
  });
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Characters of a text that are read: the start of a long text is enough to find its subject. */
const maxCharacters = 600;

function distinctWords(text: string): Set<string> {
  const segments = [...segmenter.segment(text.slice(0, maxCharacters).toLowerCase())];
  return new Set(segments.filter(({ isWordLike, segment }) => isWordLike && /\p{L}{2}/u.test(segment)).map(({ segment }) => segment));
}

/** For each word the number of texts that contain it. */
function countTexts(wordSets: readonly (ReadonlySet<string> | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of wordSets) for (const word of words ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
