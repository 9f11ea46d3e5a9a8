import { openArchive, type Archive, type Asset, type AssetState, type Decision } from '@mmae/archive-store';
import { CommandFailure, toTableRow, type CommandContext } from '@mmae/command-line';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { allAssets } from '../all-assets.ts';

/** `mmae-archive check`: prints problems, and records which files are missing or have changed. */
export function check(folder: string, { print, progress, signal }: CommandContext): void {
  const archive = openArchive(folder);
  try {
    const problems = archive.check();
    for (const problem of problems) print(toTableRow(['damage', problem]));
    const files = checkFiles(archive, { signal, onProgress: (line) => progress.update(line) });
    for (const { state, path } of files) print(toTableRow([state, path]));
    for (const decision of archive.orphans()) print(toTableRow(['orphan', describe(decision, archive)]));
    const { numAssets, numSamples, numDecisions, numOrphans } = archive.counts();
    progress.say(`${numAssets} assets with ${numSamples} samples, ${numDecisions} decisions, ${numOrphans} of them orphans`);
    const numProblems = problems.length + files.length;
    if (numProblems > 0) throw new CommandFailure(`mmae-archive check: expected no problems, got ${numProblems}, listed on stdout. ${remedy(problems.length > 0)}`); // prettier-ignore
    progress.say('no problems');
  } finally {
    archive.close();
  }
}

const remedy = (isDamaged: boolean) =>
  isDamaged ? 'Restore a backup with mmae-archive restore.' : 'Run mmae-archive add for the folder of these files again.';

interface FileProblem {
  readonly state: Exclude<AssetState, 'present'>;
  readonly path: string;
}

export interface CheckFilesOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (line: string) => void;
}

/** Compares each asset with its files, and records a state that is new. Stills and audio of shots may be missing too. */
export function checkFiles(archive: Archive, { signal, onProgress }: CheckFilesOptions = {}): FileProblem[] {
  const problems: FileProblem[] = [];
  let numChecked = 0;
  for (const asset of allAssets(archive)) {
    signal?.throwIfAborted();
    onProgress?.(`${(numChecked += 1)} assets checked`);
    const media = mediaOf(archive, asset);
    const state = stateOf(asset, asset.kind === 'film' ? [asset.path] : media);
    if (state !== asset.state) archive.setAssetState(asset.key, state);
    if (state !== 'present') problems.push({ state, path: join(asset.root, asset.path) });
    if (asset.kind === 'film')
      problems.push(
        ...media
          .map((path) => join(asset.root, path))
          .filter(isMissing)
          .map(asMissing),
      );
  }
  return problems;
}

const isMissing = (file: string) => !existsSync(file);

const asMissing = (path: string): FileProblem => ({ state: 'missing', path });

/** The files of an asset's samples, each once. */
const mediaOf = (archive: Archive, { key }: Asset) => [...new Set(archive.samplesOf(key).flatMap(({ media }) => Object.values(media)))];

/** Files of another size or time may have other content; `mmae-archive add` reads them. An item that is only text has no files. */
function stateOf({ root, sizeBytes, modifiedMs }: Asset, paths: readonly string[]): AssetState {
  const files = paths.map((path) => statSync(join(root, path), { throwIfNoEntry: false }));
  if (files.includes(undefined)) return 'missing';
  if (files.length === 0) return 'present';
  const size = files.reduce((sum, file) => sum + file!.size, 0);
  const newest = Math.max(...files.map((file) => file!.mtimeMs));
  return size === sizeBytes && Math.abs(newest - modifiedMs) < 1 ? 'present' : 'changed';
}

function describe({ id, label, verdict, who, at, content, range }: Decision, archive: Archive): string {
  const where = archive.assetByContent(content)?.path ?? `content ${content.slice(0, 16)}`;
  const frames = range ? ` frames ${range.from}-${range.to}` : '';
  return `${verdict} ${JSON.stringify(label)} by ${who} at ${at}: ${where}${frames} (${id})`;
}
