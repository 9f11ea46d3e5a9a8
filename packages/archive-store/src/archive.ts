import type { ArchiveSample, Asset, AssetState, AssetWithSamples, NewAsset, NewSample, PutResult } from './assets/asset.ts';
import type { Page, PageRequest } from './cursor.ts';
import type { DecideResult, Decision, NewDecision } from './decisions/decision.ts';
import type { Job } from './jobs.ts';
import type { ArchiveMap, Cluster, Embeddings, Indexing, RunReference } from './indexing/run.ts';
import type { SampleFilter, WordMatches, WordTerm } from './search/query.ts';
import type { LabelCount, ReviewedTag, ReviewItem, ReviewOptions, Tag } from './tags/tag.ts';

/**
 * An open archive: a folder with `archive.sqlite` and `decisions.jsonl`. The only way to its data; no SQL leaves this package.
 *
 * Every write is a transaction. Several processes may read while one writes. Keys (`number`) belong to this database and are small integers;
 * ids (`string`) are made from content, so they are the same in another database.
 */
export interface Archive {
  readonly folder: string;

  /** Adds or updates an asset and its samples, found again by content: a moved or renamed film keeps its key. Samples that it no longer has are removed; decisions never are. */
  putAsset(asset: NewAsset, samples: readonly NewSample[]): PutResult;
  /** Several at once, in one transaction: much faster than one by one. All are put or none. */
  putAssets(items: readonly AssetWithSamples[]): readonly PutResult[];
  /** Removes an asset with its samples, for a file that is gone for good. Its decisions remain and are orphans. */
  removeAsset(key: number): void;
  setAssetState(key: number, state: AssetState): void;
  asset(key: number): Asset | undefined;
  assetByContent(content: string): Asset | undefined;
  /** By id, or by a prefix of one that only one asset has. @throws InputError if several have it */
  assetById(id: string): Asset | undefined;
  /** Assets in the order of their path, `limit` after the cursor. */
  assets(page?: PageRequest): Page<Asset>;
  sample(key: number): ArchiveSample | undefined;
  /** By id, or by a prefix of one that only one sample has. @throws InputError if several have it */
  sampleById(id: string): ArchiveSample | undefined;
  /** In the order of their frames, `limit` of them. */
  samplesOf(assetKey: number, limit?: number): readonly ArchiveSample[];
  /** All samples in the order of their keys, in chunks, without holding all in memory. */
  eachSample(): Generator<readonly ArchiveSample[], void, undefined>;
  counts(): ArchiveCounts;
  /** Languages of samples and assets, in alphabetical order. */
  languages(): readonly string[];

  /** Begins or continues an index by a run. What it stores is seen by readers only after {@link Indexing.finish}, unless the run is already the current one. */
  beginIndex(run: RunReference): Indexing;
  currentRun(): RunReference | undefined;
  /** The embeddings of the current run of one subset of modalities (`image`, `audio+image+text`; `joint`: all that a sample has), in the order of sample keys. */
  embeddings(subset: string): Embeddings | undefined;
  clusters(): readonly Cluster[];
  /** Sample keys of a cluster, nearest to its centre first. */
  samplesOfCluster(cluster: number, page?: PageRequest): Page<number>;
  /** The number of the cluster of each sample, −1 for none. */
  clustersOf(sampleKeys: Uint32Array): Int32Array;
  /** Positions of all mapped samples in the plane. */
  map(): ArchiveMap | undefined;

  /** What people and machines say about a sample: each label once, with a person's verdict where there is one. Rejected labels are listed as such. */
  tagsOf(sampleKey: number): readonly Tag[];
  /** The same for many samples; faster than one by one. */
  tagsOfAll(sampleKeys: readonly number[]): ReadonlyMap<number, readonly Tag[]>;
  /** Labels by number of samples, most frequent first. */
  labels(options?: { readonly prefix?: string; readonly limit?: number }): readonly LabelCount[];

  /**
   * Appends decisions to the database and to `decisions.jsonl`, which is synced before this returns. A conflict rejects only its own decision; the others are written.
   */
  decide(decisions: readonly NewDecision[]): DecideResult;
  /** Appends a decision that restores what held before the given one. @throws InputError if there is no such decision */
  undo(decisionId: string, who: string): DecideResult;
  /** Every decision about a sample, oldest first. */
  decisionsOf(sampleKey: number): readonly Decision[];
  /** Decisions in the order of `seq` after the given one. */
  decisionsSince(seq: number, limit?: number): readonly Decision[];
  /** Decisions in force whose frames match no sample (no shot overlaps them with an intersection over union of at least .5, or their content is gone). */
  orphans(): readonly Decision[];
  /** Machine tags that people have decided on, for measuring what the model is worth. */
  reviewed(): readonly ReviewedTag[];
  /** Undecided machine tags, most uncertain first (confidence nearest to .5), or of one cluster. */
  reviewQueue(options: ReviewOptions): Page<ReviewItem>;

  /** Samples that have one of the terms, and none that are excluded. Of frequent terms the rarest count. */
  matchWords(terms: readonly WordTerm[]): WordMatches;
  /** Keys of the samples that pass a filter, ascending. */
  filter(filter: SampleFilter): Uint32Array;
  /** The words of the query that no sample contains. */
  unknownWords(words: readonly string[]): readonly string[];

  putJob(job: Job): void;
  jobs(): readonly Job[];
  /** Grows with every change by any process: cheap to ask. */
  version(): number;
  /** Grows with every change of samples, embeddings, machine tags, clusters or the map, and not with decisions. */
  indexVersion(): number;
  /** Integrity of the database and of the decision log, with a real query. @returns problems, none if all is well */
  check(): readonly string[];
  backup(file: string, onProgress?: (done: number, total: number) => void): Promise<void>;
  close(): void;
}

export interface ArchiveCounts {
  readonly numAssets: number;
  readonly numSamples: number;
  readonly numIndexed: number;
  readonly numDecisions: number;
  readonly numOrphans: number;
}
