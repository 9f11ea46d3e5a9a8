import { trainingManifest, type TrainingManifest } from '@mmae/archive-export';
import { openArchive } from '@mmae/archive-store';
import type { CommandContext } from '@mmae/command-line';
import { toCsv } from '@mmae/csv';
import { writeFileAtomically } from '@mmae/files';
import { InputError } from '@mmae/input';
import { existsSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';

export interface ManifestCommandOptions {
  readonly archive: string;
  readonly labelled: boolean;
  readonly label: readonly string[];
  readonly force: boolean;
}

/** `mmae-archive manifest`: the manifest as a file; what it holds, and the command that trains with it, on stderr. */
export async function writeManifest(file: string, options: ManifestCommandOptions, { progress }: CommandContext): Promise<void> {
  if (extname(file) !== '.csv')
    throw new InputError(`mmae-archive manifest: expected a .csv file, got ${JSON.stringify(file)}. Rename it.`);
  if (existsSync(file) && !options.force) {
    throw new InputError(
      `mmae-archive manifest: expected a file that does not exist, got ${JSON.stringify(file)}. Choose another, or --force.`,
    );
  }
  const archive = openArchive(options.archive, { readOnly: true });
  try {
    const manifest = trainingManifest(archive, {
      onlyLabelled: options.labelled,
      ...(options.label.length > 0 && { labels: options.label }),
    });
    const counts = { numRows: 0, numLabelled: 0 };
    await writeFileAtomically(file, csvLines(manifest, counts));
    progress.say(`${counts.numRows} samples, ${counts.numLabelled} of them with a label`);
    progress.say(`next: ${trainCommand(file, manifest.mediaRoot)}`);
  } finally {
    archive.close();
  }
}

/** Rows per chunk of CSV. */
const batchLength = 500;

function* csvLines({ columns, rows }: TrainingManifest, counts: { numRows: number; numLabelled: number }): Generator<Uint8Array> {
  const toBytes = (batch: readonly (readonly string[])[]) => Buffer.from(toCsv(batch, { quoteSpaces: true }));
  const label = columns.indexOf('label');
  let batch: (readonly string[])[] = [columns];
  for (const cells of rows) {
    counts.numRows++;
    if (cells[label] !== '') counts.numLabelled++;
    if (batch.push(cells) < batchLength) continue;
    yield toBytes(batch);
    batch = [];
  }
  yield toBytes(batch);
}

function trainCommand(file: string, mediaRoot: string): string {
  const isInside = dirname(resolve(file)) === mediaRoot;
  return `mmae-train quick --data ${quoted(file)}${isInside ? '' : ` --media-root ${quoted(mediaRoot)}`} --run runs/reviewed`;
}

const quoted = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`);
