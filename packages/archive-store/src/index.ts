export type { Archive, ArchiveCounts } from './archive.ts';
export type {
  ArchiveSample,
  Asset,
  AssetState,
  AssetWithSamples,
  FilmFacts,
  FrameRange,
  NewAsset,
  NewSample,
  PutResult,
} from './assets/asset.ts';
export type { Page, PageRequest } from './cursor.ts';
export type { DecideResult, Decision, NewDecision, Verdict } from './decisions/decision.ts';
export type { Job } from './jobs.ts';
export type { ArchiveMap, Cluster, Embeddings, Indexing, MachineTag, NewCluster, RunReference, SampleAnnotation } from './indexing/run.ts';
export type { SampleFilter, WordMatches, WordTerm } from './search/query.ts';
export type { LabelCount, ReviewedTag, ReviewItem, ReviewOptions, Tag } from './tags/tag.ts';
export { archiveWords, openArchive, type OpenArchiveOptions } from './open-archive.ts';
export { restoreArchive } from './upkeep/restore-archive.ts';
export type { Tokenize } from './search/words.ts';
