import { content, film, index, proposed, shot, withArchive } from '../fixtures.test.support.ts';

test('an asset is found by its content, wherever its file is', () =>
  withArchive((archive) => {
    const first = archive.putAsset(film('a'), [shot(0, 100), shot(100, 200)]);
    expect(first).toEqual({ assetKey: 1, status: 'added', sampleKeys: [1, 2] });
    expect(archive.putAsset(film('a'), [shot(0, 100), shot(100, 200)])).toEqual({ ...first, status: 'unchanged' });
    const moved = film('a', { root: '/other', path: 'b.mp4' });
    expect(archive.putAsset(moved, [shot(0, 100), shot(100, 200)])).toEqual({ ...first, status: 'moved' });
    expect(archive.putAsset({ ...moved, language: 'de' }, [shot(0, 100), shot(100, 200)])).toEqual({ ...first, status: 'changed' });
    expect(archive.asset(1)).toMatchObject({ root: '/other', path: 'b.mp4', language: 'de', state: 'present', numSamples: 2 });
  }));

test('several assets are put in one transaction: all or none', () =>
  withArchive((archive) => {
    const version = archive.version();
    const results = archive.putAssets(['a', 'b'].map((digit) => ({ asset: film(digit), samples: [shot(0, 100)] })));
    expect(results.map(({ assetKey, status }) => [assetKey, status])).toEqual([
      [1, 'added'],
      [2, 'added'],
    ]);
    expect(archive.version()).toBe(version + 1);
    const bad = { asset: film('d'), samples: [shot(9, 9)] };
    expect(() => archive.putAssets([{ asset: film('c'), samples: [shot(0, 100)] }, bad])).toThrow(
      'expected frames 0 <= from < to, got 9-9',
    );
    expect(archive.counts().numAssets).toBe(2);
  }));

test('a sample keeps its key while its frames are the same, and no key is used twice', () =>
  withArchive((archive) => {
    archive.putAsset(film('a'), [shot(0, 100), shot(100, 200)]);
    expect(archive.putAsset(film('a'), [shot(0, 100), shot(100, 150), shot(150, 200)]).sampleKeys).toEqual([1, 3, 4]);
    archive.putAsset(film('a'), []);
    expect(archive.putAsset(film('a'), [shot(0, 100)]).sampleKeys).toEqual([5]);
    expect(archive.counts()).toMatchObject({ numAssets: 1, numSamples: 1 });
  }));

test('only what changed is indexed again: a text, or files unless the asset was moved', () =>
  withArchive((archive) => {
    archive.putAsset(film('a'), [shot(0, 100, 'one'), shot(100, 200, 'two')]);
    index(archive, 'v1', [proposed('harbour')]);
    const pending = () => [...archive.beginIndex(archive.currentRun()!).pending()];
    expect(pending()).toEqual([]);
    archive.putAsset(film('a'), [shot(0, 100, 'another'), shot(100, 200, 'two', { timecode: '10:00:00:00' })]);
    expect([pending(), archive.counts().numIndexed]).toEqual([[1], 1]);
    index(archive, 'v1', [proposed('harbour')]);
    const files = [shot(0, 100, 'another', { media: { image: 'x.jpg' } }), shot(100, 200, 'two', { media: { image: 'y.jpg' } })];
    archive.putAsset(film('a', { path: 'moved.mp4' }), files);
    expect(pending()).toEqual([]);
    archive.putAsset(film('a', { path: 'moved.mp4' }), [files[0]!, { ...files[1]!, media: { image: 'z.jpg' } }]);
    expect(pending()).toEqual([2]);
  }));

test('words follow the title and the path', () =>
  withArchive((archive) => {
    const hits = (word: string) => archive.matchWords([{ words: [word] }]).sampleKeys.length;
    archive.putAsset(film('a', { title: 'Harbour', path: 'north/a.mp4' }), [shot(0, 100, 'one')]);
    expect(['harbour', 'north', 'one'].map(hits)).toEqual([1, 1, 1]);
    archive.putAsset(film('a', { title: 'Port', path: 'south/a.mp4' }), [shot(0, 100, 'one')]);
    expect(['harbour', 'north', 'port', 'south', 'one'].map(hits)).toEqual([0, 0, 1, 1, 1]);
  }));

test('an asset whose file has other content now is missing; a removed one leaves its decisions', () =>
  withArchive((archive) => {
    const { sampleKeys } = archive.putAsset(film('a'), [shot(0, 100)]);
    archive.decide([{ sampleKey: sampleKeys[0]!, label: 'harbour', verdict: 'add', who: 'Ada' }]);
    archive.putAsset(film('b', { path: 'a.mp4' }), [shot(0, 100)]);
    expect([archive.asset(1)!.state, archive.asset(2)!.state]).toEqual(['missing', 'present']);
    expect(archive.orphans()).toEqual([]);
    archive.removeAsset(1);
    archive.removeAsset(1);
    expect(archive.orphans()).toMatchObject([{ content: content('a'), label: 'harbour' }]);
    expect(archive.counts()).toEqual({ numAssets: 1, numSamples: 1, numIndexed: 0, numDecisions: 1, numOrphans: 1 });
    expect(archive.check()).toEqual([]);
  }));

test('the length of a shot is exact at 29.97', () =>
  withArchive((archive) => {
    const facts = { ...film('a').film!, rate: { num: 30_000, den: 1001, drop: true } };
    archive.putAsset(film('a', { film: facts }), [shot(0, 30_000)]);
    expect(archive.filter({ minSeconds: 1001, maxSeconds: 1001 })).toHaveLength(1);
  }));

test.each([
  [film('a', { content: 'A'.repeat(64) }), [], 'expected content to be a SHA-256 of 64 hexadecimal digits, got "AAAA'],
  [film('a', { path: '' }), [], 'expected root and path, got {"root":"/media","path":""}'],
  [film('a', { date: 'May' }), [], 'expected ISO 8601'],
  [film('a'), [shot(5, 5)], 'putAsset: expected frames 0 <= from < to, got 5-5.'],
  [film('a'), [shot(0.5, 2)], 'got 0.5-2.'],
  [film('a'), [shot(0, 2), shot(0, 2)], 'putAsset: expected samples of different frames, got 0-2 twice.'],
])('what cannot be an asset is refused and leaves nothing', (asset, samples, message) =>
  withArchive((archive) => {
    expect(() => archive.putAsset(asset, samples)).toThrow(message);
    expect(archive.counts().numAssets).toBe(0);
  }),
);
