import { content, film, shot, withArchive } from '../fixtures.test.support.ts';

test('every fact of an asset is given back', () =>
  withArchive((archive) => {
    const given = film('a', {
      ...{ language: 'de-AT', date: '1998-03', copies: ['copy.mp4'], subtitles: [{ path: 'a.srt', language: 'de' }] },
      film: { ...film('a').film!, startTimecode: '10:00:00:00', audioCodec: 'aac' },
    });
    const { assetKey } = archive.putAsset(given, [shot(0, 100)]);
    const { addedAt, ...asset } = archive.asset(assetKey)!;
    expect(asset).toEqual({ ...given, key: 1, id: 'a'.repeat(16), state: 'present', numSamples: 1 });
    expect(Date.parse(addedAt)).toBeGreaterThan(Date.parse('2026-01-01'));
    expect(archive.assetByContent(content('b'))).toBeUndefined();
  }));

test('ids are as short as they can be, and may be shortened further', () =>
  withArchive((archive) => {
    const long = `${'a'.repeat(17)}${'b'.repeat(47)}`;
    archive.putAsset(film('a'), []);
    archive.putAsset(film('a', { content: long }), []);
    archive.putAsset(film('c'), []);
    expect([1, 2, 3].map((key) => archive.asset(key)!.id)).toEqual(['a'.repeat(16), 'a'.repeat(17), 'c'.repeat(16)]);
    expect(archive.assetById('a'.repeat(16))!.key).toBe(1);
    expect(archive.assetById('ccc')!.key).toBe(3);
    expect([archive.assetById('d'), archive.assetById(''), archive.assetById(`' OR 1 --`)]).toEqual([undefined, undefined, undefined]);
    expect(() => archive.assetById('aaa')).toThrow('asset: expected an id that one asset has, got "aaa". Give more of its digits.');
  }));

test('assets are listed by path to the end, though others are added meanwhile', () =>
  withArchive((archive) => {
    for (const digit of ['c', 'a', 'e']) archive.putAsset(film(digit), []);
    const first = archive.assets({ limit: 2 });
    archive.putAsset(film('b'), []);
    archive.putAsset(film('d'), []);
    const second = archive.assets({ limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ path }) => path)).toEqual(['a.mp4', 'c.mp4', 'd.mp4', 'e.mp4']);
    expect(second.nextCursor).toBeUndefined();
  }));
