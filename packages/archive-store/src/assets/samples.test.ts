import { content, film, shot, withArchive } from '../fixtures.test.support.ts';

test('every fact of a sample is given back', () =>
  withArchive((archive) => {
    const given = shot(0, 100, 'Boote', { timecode: '10:00:00:00', textSource: 'subtitles', language: 'de', extra: { keywords: 'sea' } });
    const { sampleKeys } = archive.putAsset(film('a'), [given]);
    expect(archive.sample(sampleKeys[0]!)).toEqual({ ...given, key: 1, id: `${'a'.repeat(16)}:0-100`, assetKey: 1 });
    expect(archive.sample(99)).toBeUndefined();
  }));

test('a sample is found by its id or the beginning of one', () =>
  withArchive((archive) => {
    archive.putAsset(film('a'), [shot(0, 10), shot(0, 100), shot(100, 200)]);
    archive.putAsset({ ...film('b'), kind: 'sample' }, [{ media: {}, text: 'a note', extra: {} }]);
    const key = (id: string) => archive.sampleById(id)?.key;
    expect([`${'a'.repeat(16)}:0-10`, `${'a'.repeat(16)}:0-100`, 'a:1', 'b', 'bb:0-1', 'c', '', 'x'].map(key)).toEqual([
      ...[1, 2, 3, 4],
      ...[undefined, undefined, undefined, undefined],
    ]);
    expect(() => archive.sampleById('aa:0')).toThrow(
      'sample: expected an id that one sample has, got "aa:0", which 2 have. Write it as aaaa',
    );
  }));

test('all samples are read in chunks, those removed meanwhile left out', () =>
  withArchive((archive) => {
    const shots = Array.from({ length: 1500 }, (_, i) => shot(i, i + 1));
    archive.putAsset(film('a'), shots);
    const lengths: number[] = [];
    for (const chunk of archive.eachSample()) {
      lengths.push(chunk.length);
      archive.putAsset(film('a'), shots.slice(0, 1400));
    }
    expect(lengths).toEqual([1000, 400]);
    const { key } = archive.assetByContent(content('a'))!;
    expect(archive.samplesOf(key)).toHaveLength(1400);
    expect(archive.samplesOf(key, 2).map(({ range }) => range!.from)).toEqual([0, 1]);
  }));

test('languages are those of samples and assets', () =>
  withArchive((archive) => {
    archive.putAsset(film('a', { language: 'fr' }), [shot(0, 100), shot(100, 200, '', { language: 'de' })]);
    archive.putAsset(film('b'), [shot(0, 100)]);
    expect(archive.languages()).toEqual(['de', 'fr']);
  }));
