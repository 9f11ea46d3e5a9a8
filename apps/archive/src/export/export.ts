import { collectAssets, exportArchive, type ExportedAsset, type ExportedFile, type ExportFormat } from '@mmae/archive-export';
import { openArchive, type Archive } from '@mmae/archive-store';
import type { CommandContext } from '@mmae/command-line';
import { writeFileAtomically } from '@mmae/files';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { archiveVocabulary } from '../archive-vocabulary.ts';
import { selectSamples } from './select-samples.ts';

export interface ExportCommandOptions {
  readonly archive: string;
  readonly as: ExportFormat;
  readonly accepted: boolean;
  readonly tag: readonly string[];
  readonly language: string;
  readonly limit: number;
  readonly out?: string;
}

/** `mmae-archive export`: the file on stdout, unless `out` names a file or a folder. */
export async function exportSamples(what: readonly string[], options: ExportCommandOptions, context: CommandContext): Promise<void> {
  const archive = openArchive(options.archive, { readOnly: true });
  try {
    const assets = collectAssets(archive, await selectSamples(archive, what, options));
    const toFile = await fileWriter(archive, options);
    if (options.out !== undefined && isFolder(options.out)) await writeEach(assets, options.out, toFile, context);
    else await writeOne(toFile(assets), options.out, context);
    const numSamples = assets.reduce((sum, { samples }) => sum + samples.length, 0);
    context.progress.say(`${numSamples} samples of ${assets.length} assets exported`);
  } finally {
    archive.close();
  }
}

type ToFile = (assets: readonly ExportedAsset[]) => ExportedFile;

async function fileWriter(archive: Archive, { archive: folder, as, accepted, language }: ExportCommandOptions): Promise<ToFile> {
  const { concept } = await archiveVocabulary(folder);
  const run = archive.currentRun();
  const createdAt = new Date().toISOString();
  return (assets) => exportArchive(as, assets, { createdAt, language, onlyAccepted: accepted, conceptOf: concept, ...(run && { run }) });
}

const isFolder = (path: string) => /[/\\]$/.test(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);

async function writeOne({ text }: ExportedFile, out: string | undefined, { print }: CommandContext): Promise<void> {
  if (out === undefined) print(text);
  else await writeFileAtomically(out, text);
}

/** A file for each asset, named after the file of the asset; where two would have one name, with the id of the asset. */
async function writeEach(
  assets: readonly ExportedAsset[],
  folder: string,
  toFile: ToFile,
  { print, signal }: CommandContext,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const used = new Set<string>();
  for (const each of assets) {
    signal.throwIfAborted();
    const { fileName, text } = toFile([each]);
    const name = used.has(fileName.toLowerCase()) ? `${each.asset.id}-${fileName}` : fileName;
    used.add(name.toLowerCase());
    await writeFileAtomically(join(folder, name), text);
    print(`${join(folder, name)}\n`);
  }
}
