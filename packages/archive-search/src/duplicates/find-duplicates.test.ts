import type { ArchiveSample } from '@mmae/archive-store';
import { matrix } from '@mmae/matrix';
import { findDuplicates } from './find-duplicates.ts';

/** Samples of a plane: the asset of each, and where it points, in degrees. */
function archiveOf(samples: readonly (readonly [assetKey: number, degrees: number])[], removed?: number) {
  const all = samples.map(([assetKey], i): ArchiveSample => ({ key: i + 1, id: `${i + 1}`, assetKey, media: {}, text: '', extra: {} }));
  const angles = samples.map(([, degrees]) => (degrees * Math.PI) / 180);
  const data = Float32Array.from(angles.flatMap((angle) => [3 * Math.cos(angle), 3 * Math.sin(angle)]));
  return {
    embeddings: (subset: string) =>
      subset === 'joint' ? { sampleKeys: Uint32Array.from(all, ({ key }) => key), matrix: matrix(all.length, 2, data) } : undefined,
    *eachSample() {
      yield all;
    },
    sample: (key: number) => (key === removed ? undefined : all[key - 1]),
  };
}

const keysOf = (found: readonly { readonly sampleKeys: readonly number[] }[]) => found.map(({ sampleKeys }) => sampleKeys);

test('samples of several assets that are near, in groups; not those of one asset', async () => {
  const archive = archiveOf([[1, 0], [1, 1], [2, 3], [3, 90], [4, 91], [5, 180]]); // prettier-ignore
  const found = await findDuplicates(archive);
  expect(keysOf(found)).toEqual([[1, 2, 3], [4, 5]]); // prettier-ignore
  expect(found[0]!.similarity).toBeCloseTo(Math.cos((3 * Math.PI) / 180));
  expect(found[1]!.similarity).toBeCloseTo(Math.cos(Math.PI / 180));
  expect(keysOf(await findDuplicates(archive, { minSimilarity: Math.cos((2.5 * Math.PI) / 180) }))).toEqual([[2, 3], [4, 5]]); // prettier-ignore
});

test('only what is the same when looked at; what is joined already is not looked at', async () => {
  const looked: string[] = [];
  const isSame = async (a: ArchiveSample, b: ArchiveSample) => {
    looked.push(`${a.key} ${b.key}`);
    return a.key !== 4;
  };
  const archive = archiveOf([[1, 0], [2, 0], [3, 0], [4, 90], [5, 90]]); // prettier-ignore
  expect(keysOf(await findDuplicates(archive, { isSame }))).toEqual([[1, 2, 3]]);
  expect(looked.filter((pair) => pair < '4')).toEqual(['1 2', '1 3']);
});

test('samples that were removed meanwhile, and modalities that no sample has', async () => {
  expect(await findDuplicates(archiveOf([[1, 0], [2, 0]], 2))).toEqual([]); // prettier-ignore
  expect(await findDuplicates(archiveOf([[1, 0], [2, 0]]), { subset: 'image' })).toEqual([]); // prettier-ignore
});

test('progress rises, and an interruption ends it', async () => {
  const shares: number[] = [];
  const archive = archiveOf([[1, 0], [2, 0], [3, 90], [4, 90]]); // prettier-ignore
  await findDuplicates(archive, { onProgress: (share) => shares.push(share) });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBeLessThan(1);
  await expect(findDuplicates(archive, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
