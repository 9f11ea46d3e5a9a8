// Also covers `embedding-blocks.ts`, `removal.ts` and `runs.ts`.
import { film, proposed, run, shot, withArchive } from '../fixtures.test.support.ts';
import type { Archive } from '../archive.ts';
import type { SampleAnnotation } from './run.ts';

const annotation = (sampleKey: number, value: number, given: Partial<SampleAnnotation> = {}): SampleAnnotation => ({
  sampleKey,
  embeddings: { joint: Float32Array.of(value, 0), image: Float32Array.of(value) },
  tags: [proposed(`label ${value}`)],
  isUnlikeTrain: false,
  ...given,
});

const withShots = (work: (archive: Archive) => void) =>
  withArchive((archive) => {
    archive.putAsset(film('a'), [shot(0, 50), shot(50, 100), shot(100, 200)]);
    work(archive);
  });

const numbers = (archive: Archive, subset = 'joint') => {
  const found = archive.embeddings(subset);
  return found && [[...found.sampleKeys], [...found.matrix.data]];
};

test('readers see a run once it is finished, and the one before until then', () =>
  withShots((archive) => {
    const first = archive.beginIndex(run('v1'));
    first.put([annotation(2, 2), annotation(1, 1)]);
    expect([archive.currentRun(), archive.embeddings('joint'), archive.tagsOf(1)]).toEqual([undefined, undefined, []]);
    expect([...first.embeddings('image')!.sampleKeys]).toEqual([1, 2]);
    first.finish({ clusters: [] });
    expect(archive.currentRun()).toEqual(run('v1'));
    expect(numbers(archive)).toEqual([
      [1, 2],
      [1, 0, 2, 0],
    ]);

    const second = archive.beginIndex(run('v2'));
    second.put([annotation(1, 5)]);
    expect(archive.tagsOf(1)).toMatchObject([{ label: 'label 1', machine: { runVersion: 'v1' } }]);
    expect(numbers(archive)).toEqual([
      [1, 2],
      [1, 0, 2, 0],
    ]);
    second.finish({ clusters: [] });
    expect([numbers(archive), archive.tagsOf(1)]).toMatchObject([[[1], [5, 0]], [{ label: 'label 5' }]]);
    expect(archive.tagsOf(2)).toEqual([]);
  }));

test('an index that was interrupted continues; one by another run begins anew', () =>
  withShots((archive) => {
    archive.beginIndex(run('v1')).put([annotation(2, 2)]);
    expect([...archive.beginIndex({ ...run('v1'), folder: '/moved' }).pending()]).toEqual([1, 3]);
    expect([...archive.beginIndex(run('v2')).pending()]).toEqual([1, 2, 3]);
    expect([...archive.beginIndex(run('v1')).pending()]).toEqual([1, 2, 3]);
  }));

test('an index is told that another has begun since', () =>
  withShots((archive) => {
    const first = archive.beginIndex(run('v1'));
    archive.beginIndex(run('v2'));
    const message = 'index: expected to be the only index that is made, got another one that has begun since. Run one at a time.';
    expect(() => first.put([annotation(1, 1)])).toThrow(message);
    expect(() => first.finish({ clusters: [] })).toThrow(message);
  }));

test('samples that the current run adds are seen at once, and replaced ones too', () =>
  withShots((archive) => {
    const indexing = archive.beginIndex(run('v1'));
    indexing.put([annotation(1, 1)]);
    indexing.finish({ clusters: [] });
    indexing.put([annotation(3, 3, { isUnlikeTrain: true }), annotation(1, 7)]);
    expect(numbers(archive)).toEqual([
      [1, 3],
      [7, 0, 3, 0],
    ]);
    expect([archive.sample(3)!.isUnlikeTrain, archive.sample(1)!.isUnlikeTrain]).toEqual([true, undefined]);
    expect(archive.tagsOf(1).map(({ label }) => label)).toEqual(['label 7']);
    expect(archive.counts().numIndexed).toBe(2);
  }));

test('a batch is stored whole or not at all', () =>
  withShots((archive) => {
    const indexing = archive.beginIndex(run('v1'));
    const odd = annotation(2, 2, { embeddings: { joint: Float32Array.of(1, 2, 3) } });
    expect(() => indexing.put([annotation(1, 1), odd])).toThrow('put: expected embeddings of joint of 2 numbers, got 3.');
    const sure = annotation(2, 2, { tags: [proposed('x', 1.5)] });
    expect(() => indexing.put([annotation(1, 1), sure])).toThrow('put: expected a confidence of 0 … 1, got 1.5.');
    expect([...indexing.pending()]).toEqual([1, 2, 3]);
  }));

test('removed samples leave nothing behind, in whatever block they are', () =>
  withArchive((archive) => {
    const shots = Array.from({ length: 2500 }, (_, i) => shot(i, i + 1));
    const { sampleKeys } = archive.putAsset(film('a'), shots);
    const indexing = archive.beginIndex(run('v1'));
    indexing.put(sampleKeys.map((key) => annotation(key, key)));
    const keys = Uint32Array.from(sampleKeys);
    const positions = Float32Array.from({ length: 2 * keys.length }, (_, i) => i);
    indexing.finish({ clusters: [{ name: 'all', words: ['one'], sampleKeys: keys }], map: { sampleKeys: keys, positions } });
    archive.putAsset(film('a'), shots.filter((_, i) => i % 1000 === 999)); // prettier-ignore
    const kept = [1000, 2000];
    expect(numbers(archive, 'image')).toEqual([kept, kept]);
    expect(archive.samplesOfCluster(0).items).toEqual(kept);
    expect(archive.clusters()).toEqual([{ number: 0, name: 'all', words: ['one'], size: 2 }]);
    expect([...archive.map()!.sampleKeys]).toEqual(kept);
    expect([...archive.map()!.positions]).toEqual([1998, 1999, 3998, 3999]);
    expect([...archive.clustersOf(Uint32Array.of(2000, 1, 1000))]).toEqual([0, -1, 0]);
    expect(archive.labels().map(({ label }) => label)).toEqual(['label 1000', 'label 2000']);
  }));

test('clusters are replaced, and a sample that was removed meanwhile is passed over', () =>
  withShots((archive) => {
    const indexing = archive.beginIndex(run('v1'));
    archive.putAsset(film('a'), [shot(0, 50), shot(50, 100)]);
    indexing.put([annotation(1, 1), annotation(3, 3)]);
    indexing.finish({ clusters: [{ name: 'old', words: [], sampleKeys: Uint32Array.of(1) }] });
    indexing.finish({
      clusters: [
        { name: 'boats', words: ['boat'], sampleKeys: Uint32Array.of(3, 2) },
        { name: 'people', words: [], sampleKeys: Uint32Array.of(1) },
      ],
    });
    expect(archive.clusters().map(({ name, size }) => [name, size])).toEqual([['boats', 1], ['people', 1]]); // prettier-ignore
    expect(archive.sample(2)!.cluster).toBe(0);
    expect(archive.map()).toBeUndefined();
    expect(numbers(archive)).toEqual([[1], [1, 0]]);
  }));
