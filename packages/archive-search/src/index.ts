export type { ArchiveSearch, QueryEmbedder, QueryMedia, SearchHit, SearchPage, SearchRequest } from './search.ts';
