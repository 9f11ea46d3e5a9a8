import { openArchive } from '@mmae/archive-store';
import { toTableRow, type CommandContext } from '@mmae/command-line';
import type { FilmOptions } from '@mmae/film-reader';
import { InputError } from '@mmae/input';
import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { addFolder } from './add-folder.ts';
import { addRows } from './add-manifest.ts';
import { assetWriter, type AssetCounts } from './asset-writer.ts';
import { asJob } from '../job.ts';

export interface AddOptions extends FilmOptions {
  /** folder of the archive */
  readonly archive: string;
  readonly mediaRoot?: string;
  readonly column: Readonly<Record<string, string>>;
}

/** `mmae-archive add`: adds a folder of media or a manifest. Files that are not used are rows on stdout with the reason; a summary is on stderr. */
export async function add(source: string, options: AddOptions, { print, progress, signal }: CommandContext): Promise<void> {
  const isFolder = statSync(source).isDirectory();
  if (!isFolder && !/\.(csv|tsv|txt|jsonl|ndjson)$/i.test(source)) {
    throw new InputError(
      `mmae-archive add: expected a folder or a manifest (.csv, .tsv, .txt, .jsonl), got ${JSON.stringify(source)}. Name the folder that it is in.`,
    );
  }
  const archive = openArchive(options.archive, { create: true });
  try {
    const writer = assetWriter(archive);
    const notes = await asJob(archive, 'add', signal, async (job) => {
      const context = { archive, writer, job, progress, signal };
      const { mediaRoot, column: columns } = options;
      const found = isFolder ? await addFolder(source, options, context) : await addRows({ manifest: source, mediaRoot, columns }, context);
      writer.finish(realpathSync(isFolder ? source : (mediaRoot ?? dirname(source))));
      return found;
    });
    for (const { path, reason } of notes) print(toTableRow([path, reason]));
    const counts = archive.counts();
    for (const line of summary(writer.counts(), notes.length)) progress.say(line);
    if (counts.numAssets === 0) {
      throw new InputError(
        `mmae-archive add: expected images, audio, films or texts in ${source}, got none that can be used. Name a folder that has some.`,
      );
    }
    progress.say(`${options.archive}: ${counts.numAssets} assets with ${counts.numSamples} samples, ${counts.numIndexed} of them indexed`);
  } finally {
    archive.close();
  }
}

function summary(counts: AssetCounts, numNotes: number): string[] {
  const { added, changed, moved, unchanged, duplicate, replaced, missing, numSamples } = counts;
  const numPut = added + changed + moved + unchanged;
  return [
    `${numPut} assets with ${numSamples} samples: ${added} added, ${changed} changed, ${moved} moved, ${unchanged} unchanged`,
    ...(duplicate > 0 ? [`${duplicate} have the content of another and were left out`] : []),
    ...(replaced > 0
      ? [`${replaced} were removed because their files have other content now; decisions about them are kept as orphans`]
      : []),
    ...(missing > 0 ? [`${missing} are missing: their files are gone, or a disk is not mounted`] : []),
    ...(numNotes > 0 ? [`not used, or not completely: ${numNotes}, listed on stdout`] : []),
  ];
}
