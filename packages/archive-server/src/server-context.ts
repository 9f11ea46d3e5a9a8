import type { Archive } from '@mmae/archive-store';
import type { ArchiveSearch } from '@mmae/archive-search';
import type { Vocabulary } from '@mmae/vocabulary';

/** What the routes work with. */
export interface ServerContext {
  readonly archive: Archive;
  readonly search: ArchiveSearch;
  readonly vocabulary?: Vocabulary | undefined;
  /** receives what went wrong inside */
  readonly onError: (error: Error) => void;
}
