import type { ArchiveSample, SampleFilter } from '@mmae/archive-store';

/** Embeds a query with the run that indexed the archive. */
export type QueryEmbedder = (media: QueryMedia) => Promise<{ readonly embedding: Float32Array; readonly isUnlikeTrain: boolean }>;

export type QueryMedia = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'image' | 'audio'; readonly path: string };

export interface SearchRequest {
  /** words, "quoted phrases", prefixes (harb*), -excluded words; in any language */
  readonly text?: string;
  readonly image?: string;
  readonly audio?: string;
  /** ids of samples: more like these */
  readonly like?: readonly string[];
  /** ids that a person marked: the query moves towards the relevant and away from the irrelevant ones (Rocchio) */
  readonly relevant?: readonly string[];
  readonly irrelevant?: readonly string[];
  readonly filter?: SampleFilter;
  /** how much each modality of a sample counts, such as `{ image: 1, text: 0.5 }`; default: its joint embedding */
  readonly weights?: Readonly<Record<string, number>>;
  readonly cursor?: string;
  /** 1 … 200, default 20 */
  readonly limit?: number;
}

export interface SearchPage {
  readonly hits: readonly SearchHit[];
  /** absent on the last page */
  readonly nextCursor?: string;
  /** samples that pass the filters */
  readonly numCandidates: number;
  /** words of the query that no sample contains; the others are searched */
  readonly unknownWords: readonly string[];
  /** the query is farther from the training data than 99 % of validation samples: hits by embedding mean little */
  readonly isUnlikeTrain: boolean;
}

export interface SearchHit {
  readonly sample: ArchiveSample;
  /** 1 for the first of all pages */
  readonly rank: number;
  /** how often samples as similar as this share a tag, 0 … 1; absent for a hit by words alone, and where the archive has no tags to learn it from */
  readonly confidence?: number;
  readonly cosine?: number;
  /** ranks among words and among embeddings, where it is among them */
  readonly wordRank?: number;
  readonly embeddingRank?: number;
}

export interface ArchiveSearch {
  /** @throws InputError for an id that no sample has, a wrong weight, limit or cursor, and media that the run cannot read */
  search(request: SearchRequest): Promise<SearchPage>;
  /** Nearest samples of one sample by one subset of modalities (default: joint), itself excluded. */
  neighbours(sampleKey: number, options?: { readonly subset?: string; readonly count?: number }): readonly SearchHit[];
}
