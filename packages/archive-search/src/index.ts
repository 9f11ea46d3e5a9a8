export { findDuplicates, type DuplicateGroup, type DuplicateOptions } from './duplicates/find-duplicates.ts';
export { groupSamples, type GroupOptions, type SampleGroups } from './grouping/group-samples.ts';
export type { ArchiveSearch, QueryEmbedder, QueryMedia, SearchHit, SearchPage, SearchRequest } from './search.ts';
export { openSearch, type OpenSearchOptions } from './open-search.ts';
