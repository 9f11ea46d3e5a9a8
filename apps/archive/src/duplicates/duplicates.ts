import { findDuplicates } from '@mmae/archive-search';
import { openArchive, type Archive } from '@mmae/archive-store';
import { toTableRow, type CommandContext } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { join } from 'node:path';
import { allAssets } from '../all-assets.ts';
import { sameMedia } from './same-media.ts';
import { sharedAssets, type SampleGroup, type SharedAssets } from './shared-assets.ts';

export interface DuplicatesCommandOptions {
  readonly archive: string;
  readonly minSimilarity: number;
  readonly by: string;
  readonly json: boolean;
}

/** `mmae-archive duplicates`: copies of files, assets that share samples, and those samples, as rows or as JSON. */
export async function duplicates(options: DuplicatesCommandOptions, { print, progress, signal }: CommandContext): Promise<void> {
  const { archive: folder, minSimilarity, by: subset, json } = options;
  const archive = openArchive(folder, { readOnly: true });
  try {
    const copies = copiesOf(archive);
    if (archive.currentRun() && !archive.embeddings(subset)) throw unknownSubset(subset, archive);
    const onProgress = (share: number) => progress.update(`${Math.floor(100 * share)} % compared`);
    const found = await findDuplicates(archive, { minSimilarity, subset, isSame: sameMedia(archive), signal, onProgress });
    const groups = found.map(({ sampleKeys, similarity }) => ({ similarity, samples: sampleKeys.map((key) => archive.sample(key)!) }));
    const shared = sharedAssets(archive, groups);
    print(json ? toJson(archive, copies, shared, groups) : toRows(archive, copies, shared, groups));
    progress.say(`${copies.length} copies, ${shared.length} pairs of assets that share samples, ${groups.length} groups of samples`);
    if (!archive.currentRun()) progress.say('samples were not compared: run mmae-archive index first');
  } finally {
    archive.close();
  }
}

function unknownSubset(subset: string, archive: Archive): InputError {
  const known = ['joint', ...archive.currentRun()!.modalities].join(', ');
  return new InputError(`mmae-archive duplicates: expected --by one of ${known}, got ${JSON.stringify(subset)}, which no sample has.`);
}

/** A further file with the content of an asset. */
interface Copy {
  readonly id: string;
  readonly path: string;
  readonly copy: string;
}

const copiesOf = (archive: Archive): Copy[] =>
  [...allAssets(archive)].flatMap(({ id, root, path, copies = [] }) =>
    copies.map((copy) => ({ id, path: join(root, path), copy: join(root, copy) })),
  );

function toRows(archive: Archive, copies: readonly Copy[], shared: readonly SharedAssets[], groups: readonly SampleGroup[]): string {
  const ofSamples = groups.flatMap(
    ({ similarity, samples }, i) =>
    samples.map(({ id, timecode = '', assetKey }) => ['sample', `${i + 1}`, similarity.toFixed(3), id, timecode, archive.asset(assetKey)!.path]), // prettier-ignore
  );
  const rows = [
    ...copies.map(({ id, path, copy }) => ['copy', id, path, copy]),
    ...shared.map(({ share, assets: [one, other] }) => ['asset', share.toFixed(2), one.id, other.id, one.path, other.path]),
    ...ofSamples,
  ];
  return rows.map(toTableRow).join('');
}

function toJson(archive: Archive, copies: readonly Copy[], shared: readonly SharedAssets[], groups: readonly SampleGroup[]): string {
  const assets = shared.map(({ assets: pair, ...rest }) => ({ ...rest, assets: pair.map(({ id, path, title }) => ({ id, path, title })) }));
  const samples = groups.map(({ similarity, samples: each }) => ({
    similarity,
    samples: each.map(({ id, timecode, range, assetKey }) => ({ id, timecode, range, path: archive.asset(assetKey)!.path })),
  }));
  return `${JSON.stringify({ copies, assets, groups: samples })}\n`;
}
