/** A word, and the share of a group's texts that hold it. */
export interface TypicalWord {
  readonly word: string;
  readonly share: number;
}

/**
 * The words that set some texts apart from all of them, the most telling first: the share of the group's texts that hold a word, times
 * the square of the logarithm of how rare the word is over all texts, which keeps "or" and "is" behind what a subject is called.
 *
 * @param texts of every sample; undefined where it has none
 * @param groups each the rows of one group
 * @returns for each group at most `numWords`, each in at least two of its texts, and at least twice as frequent there as over all
 */
export function typicalWords(
  texts: readonly (string | undefined)[],
  groups: readonly (readonly number[])[],
  numWords: number,
): TypicalWord[][] {
  const wordsOf = texts.map((text) => (text === undefined ? undefined : distinctWords(text)));
  const numTexts = wordsOf.filter((words) => words !== undefined).length;
  const overall = countTexts(wordsOf);
  return groups.map((rows) => {
    const inGroup = rows.map((row) => wordsOf[row]).filter((words) => words !== undefined);
    const score = ([word, count]: [string, number]) => (count / inGroup.length) * Math.log(numTexts / overall.get(word)!) ** 2;
    const isTelling = ([word, count]: [string, number]) => count >= 2 && count / inGroup.length >= (2 * overall.get(word)!) / numTexts;
    const candidates = [...countTexts(inGroup)].filter(isTelling);
    return candidates
      .sort((a, b) => score(b) - score(a) || (a[0] < b[0] ? -1 : 1))
      .slice(0, numWords)
      .map(([word, count]) => ({ word, share: count / inGroup.length }));
  });
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Only the beginning of a long text is read: a page of words tells its subject. */
const maxCharacters = 600;

function distinctWords(text: string): Set<string> {
  const segments = [...segmenter.segment(text.slice(0, maxCharacters).toLowerCase())];
  return new Set(segments.filter(({ isWordLike, segment }) => isWordLike && /\p{L}{2}/u.test(segment)).map(({ segment }) => segment));
}

function countTexts(wordSets: readonly (ReadonlySet<string> | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of wordSets) for (const word of words ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
