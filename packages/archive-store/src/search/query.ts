/** What is looked for: a word, several words in order (a phrase), or with `isPrefix` words of which the last may be only a beginning. */
export interface WordTerm {
  readonly words: readonly string[];
  readonly isPrefix?: boolean;
  readonly isExcluded?: boolean;
}

/** Samples that have a term of a query. */
export interface WordMatches {
  readonly sampleKeys: Uint32Array;
  /** best first by BM25; otherwise they are ascending, because every term is so frequent that it tells little about any of them */
  readonly isRanked: boolean;
}

/** Conditions that all hold. */
export interface SampleFilter {
  /** labels or concepts: the sample has each of them, by the machine or a person, and nobody rejected it */
  readonly tags?: readonly string[];
  /** only labels that a person accepted or added */
  readonly onlyAccepted?: boolean;
  readonly cluster?: number;
  readonly assetKey?: number;
  readonly language?: string;
  /** ISO 8601 dates, inclusive; 1998 covers the year */
  readonly dateFrom?: string;
  readonly dateTo?: string;
  readonly minSeconds?: number;
  readonly maxSeconds?: number;
}
