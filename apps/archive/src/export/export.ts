import { collectAssets, exportArchive, type ExportedAsset, type ExportedFile, type ExportFormat } from '@mmae/archive-export';
import { openArchive, type Archive } from '@mmae/archive-store';
import type { CommandContext } from '@mmae/command-line';
import { writeFileAtomically } from '@mmae/files';
import { InputError } from '@mmae/input';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { archiveVocabulary } from '../archive-vocabulary.ts';
import { selectSamples } from './select-samples.ts';

export interface ExportCommandOptions {
  readonly archive: string;
  readonly as: ExportFormat;
  readonly accepted: boolean;
  readonly minConfidence: number;
  readonly tag: readonly string[];
  readonly language: string;
  readonly limit: number;
  readonly out?: string;
}

/** More samples than this are not put into one file: it would hold hundreds of megabytes in memory. */
const maxSamplesOfFile = 50_000;

/** `mmae-archive export`: the file on stdout, unless `out` names a file or a folder. */
export async function exportSamples(what: readonly string[], options: ExportCommandOptions, context: CommandContext): Promise<void> {
  const archive = openArchive(options.archive, { readOnly: true });
  try {
    const keys = await selectSamples(archive, what, options, context.progress);
    const toFile = await fileWriter(archive, options);
    const { out } = options;
    const isEach = out !== undefined && isFolder(out);
    const numAssets = await (isEach ? writeEach(archive, keys, out, toFile, context) : writeOne(archive, keys, out, toFile, context));
    context.progress.say(`${keys.length} samples of ${numAssets} assets exported`);
  } finally {
    archive.close();
  }
}

type ToFile = (assets: readonly ExportedAsset[]) => ExportedFile;

async function fileWriter(
  archive: Archive,
  { archive: folder, as, accepted, minConfidence, language }: ExportCommandOptions,
): Promise<ToFile> {
  const { concept } = await archiveVocabulary(folder);
  const run = archive.currentRun();
  const createdAt = new Date().toISOString();
  return (assets) =>
    exportArchive(as, assets, { createdAt, language, onlyAccepted: accepted, minConfidence, conceptOf: concept, ...(run && { run }) });
}

const isFolder = (path: string) => /[/\\]$/.test(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);

async function writeOne(archive: Archive, keys: readonly number[], out: string | undefined, toFile: ToFile, { print }: CommandContext) {
  if (keys.length > maxSamplesOfFile) {
    throw new InputError(
      `mmae-archive export: expected at most ${maxSamplesOfFile} samples for one file, got ${keys.length}. Write a file for each asset: --out FOLDER/`,
    );
  }
  const assets = collectAssets(archive, keys);
  const { text } = toFile(assets);
  if (out === undefined) print(text);
  else await writeFileAtomically(out, text);
  return assets.length;
}

/** A file for each asset, named after the file of the asset; where two would have one name, with the id of the asset. */
async function writeEach(
  archive: Archive,
  keys: readonly number[],
  folder: string,
  toFile: ToFile,
  { print, progress, signal }: CommandContext,
) {
  mkdirSync(folder, { recursive: true });
  const groups = keysByAsset(archive, keys);
  const used = new Set<string>();
  for (const keysOfAsset of groups) {
    await nextTurn(); // lets signal handlers run
    signal.throwIfAborted();
    progress.update(`${used.size} of ${groups.length} files written`);
    const [each] = collectAssets(archive, keysOfAsset);
    const { fileName, text } = toFile([each]);
    const name = used.has(fileName.toLowerCase()) ? `${each.asset.id}-${fileName}` : fileName;
    used.add(name.toLowerCase());
    await writeFileAtomically(join(folder, name), text);
    print(`${join(folder, name)}\n`);
  }
  return groups.length;
}

function keysByAsset(archive: Archive, keys: readonly number[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const key of keys) {
    const assetKey = archive.sample(key)?.assetKey;
    if (assetKey === undefined) continue;
    const group = groups.get(assetKey);
    if (group) group.push(key);
    else groups.set(assetKey, [key]);
  }
  return [...groups.values()];
}
