import type { QueryEmbedder } from '@mmae/archive-search';
import { embedMedia, openTrainedRun } from '@mmae/embedder';
import { row } from '@mmae/matrix';
import { resolve } from 'node:path';
import { modalityFor } from './modality-kinds.ts';

/**
 * Embeds queries with the run in a folder; the run is opened at the first query.
 *
 * @returns a function that throws InputError for a query that the run cannot read, such as one of unknown words only
 */
export function openQueryEmbedder(runFolder: string): QueryEmbedder {
  let opened: ReturnType<typeof openTrainedRun> | undefined;
  return async (query) => {
    const run = await (opened ??= openTrainedRun(runFolder));
    const modality = modalityFor(run, query.kind);
    const media = query.kind === 'text' ? query : { kind: 'file' as const, path: resolve(query.path) };
    const { embedding, isUnlikeTrain } = await embedMedia(run, { [modality]: media });
    return { embedding: row(embedding, 0).slice(), isUnlikeTrain };
  };
}
