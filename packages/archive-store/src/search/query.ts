/** Words of a query. A phrase is several words in order; a prefix is a word with `isPrefix`. */
export interface WordQuery {
  readonly terms: readonly WordTerm[];
  /**
   * a sample must match every term, not only one; default false. If one is enough, terms that more than 30,000 samples have count only where
   * there is no other.
   */
  readonly needsAll?: boolean;
}

export interface WordTerm {
  readonly words: readonly string[];
  readonly isPrefix?: boolean;
  readonly isExcluded?: boolean;
}

export interface WordHit {
  readonly sampleKey: number;
  /** BM25, higher is better */
  readonly score: number;
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
