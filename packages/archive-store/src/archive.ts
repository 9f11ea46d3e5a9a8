import type { Matrix } from '@mmae/matrix';
import type { FrameRate } from '@mmae/timecode';

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
  samplesOf(assetKey: number): readonly ArchiveSample[];
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

  /** Sample keys whose words match, best first. `match` is an expression of {@link WordQuery}. */
  matchWords(query: WordQuery, filter?: SampleFilter, limit?: number): readonly WordHit[];
  /** Keys of the samples that pass a filter, ascending. */
  filter(filter: SampleFilter): Uint32Array;
  /** The words of the query that no sample contains. */
  unknownWords(words: readonly string[]): readonly string[];

  putJob(job: Job): void;
  jobs(): readonly Job[];
  /** Grows with every change by any process: cheap to ask. */
  version(): number;
  /** Integrity of the database and of the decision log, with a real query. @returns problems, none if all is well */
  check(): readonly string[];
  backup(file: string, onProgress?: (done: number, total: number) => void): Promise<void>;
  close(): void;
}

export type AssetState = 'present' | 'changed' | 'missing';

/** A film, or a row of a manifest that is not a shot. */
export interface NewAsset {
  /** SHA-256 (hex) of the film; of a sample that is no shot: of its image and audio, or of its text where it has neither */
  readonly content: string;
  readonly kind: 'film' | 'sample';
  /** absolute folder that `path` and the media of samples are relative to */
  readonly root: string;
  readonly path: string;
  /** further files with the same content, relative to root */
  readonly copies?: readonly string[];
  readonly title: string;
  readonly film?: FilmFacts;
  /** BCP 47 */
  readonly language?: string;
  /** ISO 8601, as exact as it is known: 1998, 1998-03, 1998-03-12 */
  readonly date?: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** subtitle files, relative to root */
  readonly subtitles?: readonly { readonly path: string; readonly language?: string }[];
}

export interface FilmFacts {
  readonly rate: FrameRate;
  readonly startTimecode?: string;
  readonly numFrames: number;
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
  readonly container: string;
  readonly videoCodec: string;
  readonly audioCodec?: string;
}

export interface Asset extends NewAsset {
  readonly key: number;
  /** the first 16 digits of `content`, or more where two assets share them */
  readonly id: string;
  readonly state: AssetState;
  readonly numSamples: number;
  /** ISO 8601 */
  readonly addedAt: string;
}

/** A shot of a film, or the one sample of another asset. */
export interface NewSample {
  /** frames, half open; absent unless it is a shot */
  readonly range?: FrameRange;
  readonly timecode?: string;
  /** files by modality, relative to the root of the asset */
  readonly media: Readonly<Record<string, string>>;
  readonly text: string;
  /** subtitles, subtitle track, transcript, screen, caption */
  readonly textSource?: string;
  readonly language?: string;
  /** further columns of the manifest: keywords, label … */
  readonly extra: Readonly<Record<string, string>>;
}

export interface FrameRange {
  readonly from: number;
  readonly to: number;
}

export interface ArchiveSample extends NewSample {
  readonly key: number;
  /** `ASSET` or `ASSET:FROM-TO`, with the id of the asset */
  readonly id: string;
  readonly assetKey: number;
  readonly cluster?: number;
  /** whether it is farther from the training data of the current run than 99 % of validation samples */
  readonly isUnlikeTrain?: boolean;
}

export interface PutResult {
  readonly assetKey: number;
  readonly status: 'added' | 'changed' | 'moved' | 'unchanged';
  readonly sampleKeys: readonly number[];
}

export interface ArchiveCounts {
  readonly numAssets: number;
  readonly numSamples: number;
  readonly numIndexed: number;
  readonly numDecisions: number;
  readonly numOrphans: number;
}

/** The run that annotated the archive. */
export interface RunReference {
  readonly folder: string;
  readonly name: string;
  /** changes when the run is trained again */
  readonly version: string;
  readonly modalities: readonly string[];
}

export interface Indexing {
  /** Keys of samples that are new or have changed since they were indexed by this run, ascending. */
  pending(): Uint32Array;
  /** Stores one batch, atomically. */
  put(batch: readonly SampleAnnotation[]): void;
  /** Clusters and the map of all samples, and the run becomes the current one, in one transaction. */
  finish(groups: { readonly clusters: readonly NewCluster[]; readonly map?: ArchiveMap }): void;
  embeddings(subset: string): Embeddings | undefined;
}

export interface SampleAnnotation {
  readonly sampleKey: number;
  /** by subset of modalities, and `joint` */
  readonly embeddings: Readonly<Record<string, Float32Array>>;
  readonly tags: readonly MachineTag[];
  /** whether it is farther from the training data than 99 % of validation samples; such samples get no tags */
  readonly isUnlikeTrain: boolean;
}

export interface MachineTag {
  readonly label: string;
  /** `label`: a category of the training data; `word`: a word of its texts */
  readonly kind: 'label' | 'word';
  /** calibrated, 0 … 1 */
  readonly confidence: number;
  /** modalities that it was read from, as a subset key: `image`, `audio+image` */
  readonly from: string;
  /** a concept of the vocabulary, such as `medtop:04000000` */
  readonly concept?: string;
}

/** Rows of embeddings with the sample that each belongs to. */
export interface Embeddings {
  readonly sampleKeys: Uint32Array;
  readonly matrix: Matrix;
}

export interface NewCluster {
  readonly name: string;
  /** typical words */
  readonly words: readonly string[];
  /** nearest to the centre first */
  readonly sampleKeys: Uint32Array;
}

export interface Cluster {
  readonly number: number;
  readonly name: string;
  readonly words: readonly string[];
  readonly size: number;
}

/** A point for each mapped sample: x, y in −1 … 1. */
export interface ArchiveMap {
  readonly sampleKeys: Uint32Array;
  /** shape `[numSamples, 2]` */
  readonly positions: Float32Array;
}

export type Verdict = 'accept' | 'reject' | 'add' | 'retract';

export interface Tag {
  readonly label: string;
  readonly concept?: string;
  /** `person`: decided by somebody; `machine`: proposed only */
  readonly origin: 'person' | 'machine';
  readonly verdict?: 'accepted' | 'rejected';
  readonly who?: string;
  /** ISO 8601 */
  readonly at?: string;
  /** what the machine says, whoever else says it */
  readonly machine?: { readonly confidence: number; readonly kind: 'label' | 'word'; readonly from: string; readonly runVersion: string };
  /** the number of the last decision on this label of this sample, 0 if there is none: pass it as `expectedVersion` */
  readonly version: number;
}

export interface NewDecision {
  readonly sampleKey: number;
  readonly label: string;
  readonly concept?: string;
  readonly verdict: Verdict;
  readonly who: string;
  /** {@link Tag.version} as the person saw it; a later decision by somebody else is then a conflict and nothing is written */
  readonly expectedVersion?: number;
}

/** A line of `decisions.jsonl`. */
export interface Decision {
  readonly seq: number;
  /** a UUID */
  readonly id: string;
  readonly content: string;
  readonly range?: FrameRange;
  readonly label: string;
  readonly concept?: string;
  readonly verdict: Verdict;
  readonly who: string;
  /** ISO 8601 in UTC */
  readonly at: string;
  /** the decision that this one undoes */
  readonly undoes?: string;
}

export interface DecideResult {
  readonly applied: readonly Decision[];
  readonly conflicts: readonly { readonly decision: NewDecision; readonly current: Tag }[];
}

export interface ReviewedTag {
  readonly confidence: number;
  readonly kind: 'label' | 'word';
  readonly from: string;
  readonly isRight: boolean;
}

export interface ReviewOptions extends PageRequest {
  readonly by: 'uncertainty' | 'cluster';
  readonly cluster?: number;
  readonly label?: string;
}

export interface ReviewItem {
  readonly sampleKey: number;
  readonly tag: Tag;
}

export interface LabelCount {
  readonly label: string;
  readonly concept?: string;
  readonly numSamples: number;
  readonly numAccepted: number;
}

/** Words of a query. A phrase is several words in order; a prefix is a word with `isPrefix`. */
export interface WordQuery {
  readonly terms: readonly WordTerm[];
  /** a sample must match every term, not only one; default false */
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

export interface PageRequest {
  readonly cursor?: string;
  readonly limit?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** absent on the last page */
  readonly nextCursor?: string;
}

export interface Job {
  /** add, index, proxies */
  readonly kind: string;
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  readonly numDone: number;
  readonly numTotal?: number;
  readonly message?: string;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly updatedAt: string;
}
