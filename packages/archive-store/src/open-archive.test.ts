import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewAsset, NewSample } from './assets/asset.ts';
import { openArchive } from './open-archive.ts';

const content = (digit: string) => digit.repeat(64);
const film: NewAsset = {
  content: content('a'),
  kind: 'film',
  root: '/media',
  path: 'harbour.mp4',
  title: 'The harbour',
  film: {
    rate: { num: 25, den: 1, drop: false },
    numFrames: 200,
    durationSeconds: 8,
    width: 640,
    height: 360,
    container: 'mp4',
    videoCodec: 'h264',
  },
  language: 'en-GB',
  date: '1998-03',
  sizeBytes: 1000,
  modifiedMs: 1,
};
const shot = (from: number, to: number, text = ''): NewSample => ({
  range: { from, to },
  media: { image: `${from}.jpg` },
  text,
  extra: {},
});
const run = { folder: '/run', name: 'run', version: 'v1', modalities: ['image', 'text'] };

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'archive-store-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('putting the same again changes nothing, also where a length is a whole number of seconds', () => {
  const archive = openArchive(folder, { create: true });
  const samples = [shot(0, 100, 'Boats at dawn'), shot(100, 190)];
  expect(archive.putAsset(film, samples).status).toBe('added');
  expect(archive.putAsset(film, samples).status).toBe('unchanged');
  expect(archive.putAsset(film, [samples[0]!, shot(100, 190, 'Une forêt')]).status).toBe('changed');
  archive.close();
});

test('the way of a film: added, indexed, decided on, cut anew', () => {
  const archive = openArchive(folder, { create: true });
  const { assetKey, sampleKeys } = archive.putAsset(film, [shot(0, 100, 'Boats at dawn'), shot(100, 200, 'Une forêt')]);
  expect(archive.sampleById(`${'a'.repeat(16)}:0-100`)).toMatchObject({ key: sampleKeys[0], assetKey, range: { from: 0, to: 100 } });
  const [first, second] = sampleKeys as [number, number];

  const indexing = archive.beginIndex(run);
  expect([...indexing.pending()]).toEqual(sampleKeys);
  indexing.put(
    sampleKeys.map((sampleKey, i) => ({
      sampleKey,
      embeddings: { joint: Float32Array.of(1, i), image: Float32Array.of(i) },
      tags: [
        { label: 'harbour', kind: 'label', confidence: 0.9, from: 'image', concept: 'medtop:1' },
        { label: 'dawn', kind: 'word', confidence: 0.6, from: 'image+text' },
      ],
      isUnlikeTrain: i === 1,
    })),
  );
  expect(archive.embeddings('joint')).toBeUndefined();
  indexing.finish({
    clusters: [{ name: 'boats', words: ['boat'], sampleKeys: Uint32Array.of(second, first) }],
    map: { sampleKeys: Uint32Array.from(sampleKeys), positions: Float32Array.of(0, 0.5, -1, 1) },
  });
  expect([...indexing.pending()]).toEqual([]);
  expect([...archive.embeddings('joint')!.matrix.data]).toEqual([1, 0, 1, 1]);
  expect(archive.samplesOfCluster(0, { limit: 1 })).toMatchObject({ items: [second], nextCursor: expect.any(String) });
  expect(archive.sample(second)).toMatchObject({ cluster: 0, isUnlikeTrain: true });

  const { applied } = archive.decide([
    { sampleKey: first, label: 'harbour', verdict: 'reject', who: 'Ada' },
    { sampleKey: first, label: 'boats', verdict: 'add', who: 'Ada' },
  ]);
  expect(archive.tagsOf(first).map(({ label, origin, verdict }) => [label, origin, verdict])).toEqual([
    ['boats', 'person', 'accepted'],
    ['dawn', 'machine', undefined],
    ['harbour', 'person', 'rejected'],
  ]);
  expect([...archive.filter({ tags: ['harbour'] })]).toEqual([second]);
  expect([...archive.filter({ tags: ['medtop:1'] })]).toEqual([second]);
  expect([...archive.filter({ tags: ['boats'], onlyAccepted: true, language: 'en', dateFrom: '1998', minSeconds: 4 })]).toEqual([first]);
  expect(archive.matchWords([{ words: ['foret'] }]).sampleKeys).toEqual(Uint32Array.of(second));
  expect(archive.unknownWords(['boats', 'zebra'])).toEqual(['zebra']);
  expect(archive.reviewQueue({ by: 'uncertainty' }).items.map(({ sampleKey, tag }) => [sampleKey, tag.label])).toEqual([
    [first, 'dawn'],
    [second, 'dawn'],
    [second, 'harbour'],
  ]);
  expect(archive.reviewQueue({ by: 'cluster' }).items).toHaveLength(3);
  expect(archive.reviewed()).toEqual([{ confidence: 0.9, kind: 'label', from: 'image', isRight: false }]);
  expect(archive.labels()).toMatchObject([
    { label: 'dawn', numSamples: 2 },
    { label: 'boats', numSamples: 1, numAccepted: 1 },
    { label: 'harbour', concept: 'medtop:1' },
  ]);

  const again = archive.putAsset({ ...film, path: 'moved.mp4' }, [shot(0, 60), shot(60, 200)]);
  expect(again.status).toBe('moved');
  expect(archive.tagsOf(again.sampleKeys[0]!).map(({ label, verdict }) => [label, verdict])).toEqual([
    ['boats', 'accepted'],
    ['harbour', 'rejected'],
  ]);
  expect(archive.counts()).toEqual({ numAssets: 1, numSamples: 2, numIndexed: 0, numDecisions: 2, numOrphans: 0 });
  archive.putAsset(film, [shot(0, 10), shot(10, 200)]);
  expect(archive.orphans()).toEqual(applied);
  archive.undo(applied[0]!.id, 'Ada');
  expect(archive.orphans()).toEqual([applied[1]]);
  expect(archive.check()).toEqual([]);
  archive.close();
});

test('an archive that is not there is said, with what to do', () => {
  expect(() => openArchive(folder)).toThrow(
    `expected an archive, got ${folder}, which has no archive.sqlite. Make one with mmae-archive add.`,
  );
  expect(() => openArchive(folder, { create: true, readOnly: true })).toThrow('which has no archive.sqlite');
  const archive = openArchive(folder, { create: true });
  const { sampleKeys } = archive.putAsset(film, [shot(0, 100)]);
  archive.decide([{ sampleKey: sampleKeys[0]!, label: 'boats', verdict: 'add', who: 'Ada' }]);
  archive.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `archive.sqlite${suffix}`), { force: true });
  expect(() => openArchive(folder)).toThrow('Its decisions.jsonl keeps every decision: restore a backup, or add the media again.');
});
