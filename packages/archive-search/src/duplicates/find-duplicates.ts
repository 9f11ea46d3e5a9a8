import type { Archive, ArchiveSample } from '@mmae/archive-store';
import { unitRows } from '@mmae/matrix';
import { groups } from './groups.ts';
import { nearRows, type NearPair } from './near-rows.ts';

export interface DuplicateOptions {
  /** samples of a smaller cosine are no duplicates, default 0.95 */
  readonly minSimilarity?: number;
  /** embeddings that are compared: of one subset of modalities, or of all that a sample has (`joint`, the default) */
  readonly subset?: string;
  /** Looks at two samples whose embeddings are near, so that only what is really the same remains; default: all of them are. */
  readonly isSame?: (a: ArchiveSample, b: ArchiveSample) => boolean | Promise<boolean>;
  readonly signal?: AbortSignal;
  /** @param share of the work that is done, 0 … 1 */
  readonly onProgress?: (share: number) => void;
}

/** Samples of at least two assets that show the same. */
export interface DuplicateGroup {
  /** ascending */
  readonly sampleKeys: readonly number[];
  /** the smallest cosine by which one of them belongs to the others */
  readonly similarity: number;
}

/** Nearest samples of other assets that are looked at, for each sample. */
const maxPerSample = 20;

/**
 * Near duplicates across assets: samples whose embeddings are near, and which are the same when looked at. Every sample of a group is the same as at
 * least one other of it; of what many samples share, such as a title, each is compared with its 20 nearest ones.
 *
 * @returns groups in the order of their first samples
 */
export async function findDuplicates(
  archive: Pick<Archive, 'embeddings' | 'eachSample' | 'sample'>,
  { minSimilarity = 0.95, subset = 'joint', isSame = () => true, signal, onProgress = () => {} }: DuplicateOptions = {},
): Promise<readonly DuplicateGroup[]> {
  const embeddings = archive.embeddings(subset);
  if (!embeddings) return [];
  const { sampleKeys, matrix } = embeddings;
  const assets = assetsOf(archive, sampleKeys);
  const rules = { minCosine: minSimilarity, maxPerRow: maxPerSample, mayPair: (a: number, b: number) => assets[a] !== assets[b] };
  const onCompared = (share: number) => onProgress(share / 2);
  const pairs = await bestFirst(nearRows(unitRows(matrix), { ...rules, onProgress: onCompared, ...(signal && { signal }) }));

  const joined = groups(sampleKeys.length);
  for (const [i, { a, b, cosine }] of pairs.entries()) {
    if (joined.areJoined(a, b)) continue;
    signal?.throwIfAborted();
    onProgress(0.5 + i / pairs.length / 2);
    const [one, other] = [archive.sample(sampleKeys[a]!), archive.sample(sampleKeys[b]!)];
    if (one && other && (await isSame(one, other))) joined.join(a, b, cosine);
  }
  return joined.all().map(({ members, least }) => ({ sampleKeys: members.map((i) => sampleKeys[i]!), similarity: least }));
}

/** Each pair once, though it is given for both of its rows. */
async function bestFirst(chunks: AsyncIterable<readonly NearPair[]>): Promise<readonly NearPair[]> {
  const pairs = new Map<string, NearPair>();
  for await (const chunk of chunks)
    for (const { a, b, cosine } of chunk) {
      const pair = a < b ? { a, b, cosine } : { a: b, b: a, cosine };
      pairs.set(`${pair.a} ${pair.b}`, pair);
    }
  return [...pairs.values()].sort((left, right) => right.cosine - left.cosine || left.a - right.a || left.b - right.b);
}

/** The asset of each sample, 0 for one that was removed meanwhile. */
function assetsOf(archive: Pick<Archive, 'eachSample'>, sampleKeys: Uint32Array): Uint32Array {
  const assets = new Map<number, number>();
  for (const samples of archive.eachSample()) for (const { key, assetKey } of samples) assets.set(key, assetKey);
  return sampleKeys.map((key) => assets.get(key) ?? 0);
}
