import { openArchive } from '@mmae/archive-store';
import { toTableRow, type CommandContext } from '@mmae/command-line';
import { conceptOfLabel } from '@mmae/vocabulary';
import { archiveVocabulary } from '../archive-vocabulary.ts';
import { asJob } from '../job.ts';
import { indexArchive } from './index-archive.ts';

export interface IndexOptions {
  /** folder of the archive */
  readonly archive: string;
  readonly minConfidence: number;
  readonly clusters?: number;
}

/** `mmae-archive index`: media that cannot be used are rows on stdout, a summary is on stderr. */
export async function index(
  runFolder: string,
  { archive: folder, minConfidence, clusters: numClusters }: IndexOptions,
  { print, progress, signal }: CommandContext,
): Promise<void> {
  const archive = openArchive(folder);
  try {
    const conceptOf = conceptOfLabel(await archiveVocabulary(folder), archive.languages());
    const { numIndexed, numWithout, skipped } = await asJob(archive, 'index', signal, (job) =>
      indexArchive(runFolder, { archive, job, minConfidence, numClusters, conceptOf, progress, signal }),
    );
    for (const { id, modality, file, reason } of skipped) print(toTableRow([id, modality, file, reason]));
    const { numSamples, numIndexed: numAll } = archive.counts();
    progress.say(`${numIndexed} samples indexed, ${numAll - numIndexed} were indexed already, of ${numSamples}`);
    if (numWithout > 0) progress.say(`${numWithout} have no media that the run can read; the next index tries them again`);
    if (skipped.length > 0) progress.say(`${skipped.length} media cannot be used, listed on stdout`);
  } finally {
    archive.close();
  }
}
