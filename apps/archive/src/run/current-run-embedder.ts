import type { QueryEmbedder } from '@mmae/archive-search';
import type { Archive } from '@mmae/archive-store';
import { InputError } from '@mmae/input';
import { openQueryEmbedder } from './query-embedder.ts';

/** Embeds queries with the run that the archive is indexed by at that time, so that a server goes with the next index. */
export function currentRunEmbedder(
  archive: Pick<Archive, 'currentRun'>,
  open: typeof openQueryEmbedder = openQueryEmbedder,
): QueryEmbedder {
  let opened: { readonly version: string; readonly embed: QueryEmbedder } | undefined;
  return async (media) => {
    const run = archive.currentRun();
    if (!run) throw new InputError('search: expected an archive that was indexed, got none. Run mmae-archive index first.');
    if (opened?.version !== run.version) opened = { version: run.version, embed: open(run.folder) };
    return opened.embed(media);
  };
}
