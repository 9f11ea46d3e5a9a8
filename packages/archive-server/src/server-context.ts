import type { Archive, ArchiveSample } from '@mmae/archive-store';
import type { ArchiveSearch } from '@mmae/archive-search';
import type { Vocabulary } from '@mmae/vocabulary';

/** What the routes work with. */
export interface ServerContext {
  readonly archive: Archive;
  readonly search: ArchiveSearch;
  readonly vocabulary?: Vocabulary | undefined;
  readonly exporter?: Exporter | undefined;
  /** receives what went wrong inside */
  readonly onError: (error: Error) => void;
}

/** Writes samples in a format of exchange. */
export type Exporter = (request: ExportRequest) => ExportedFile | Promise<ExportedFile>;

export interface ExportRequest {
  readonly as: ExportFormat;
  /** in the order that they were asked for */
  readonly samples: readonly ArchiveSample[];
  /** only labels that a person accepted or added */
  readonly onlyAccepted: boolean;
}

export interface ExportedFile {
  readonly name: string;
  /** the content type */
  readonly type: string;
  readonly text: string;
}

export const exportFormats = ['ebucore', 'schema', 'vtt', 'edl', 'otio', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];
