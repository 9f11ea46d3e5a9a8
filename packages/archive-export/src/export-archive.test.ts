import { exportArchive, exportFormat, exportFormats } from './export-archive.ts';
import { film, image, options } from './films.test.support.ts';

test('every format gives a file with a plain name and its media type', () => {
  const files = exportFormats.map((format) => exportArchive(format, [film('25', '10:00:00:00', [0, 60])], options));
  expect(files.map(({ fileName }) => fileName)).toEqual(['E-204101ä.ebucore.xml', 'E-204101ä.schema.jsonld', 'E-204101ä.vtt', 'E-204101ä.edl', 'E-204101ä.otio', 'E-204101ä.csv']); // prettier-ignore
  expect(files.map(({ text }) => text.slice(0, 6))).toEqual(['<?xml ', '{\n  "@', 'WEBVTT', 'TITLE:', '{\n  "O', 'asset,']);
  expect(files[2].contentType).toBe('text/vtt; charset=utf-8');
});

test('a file is named after that of its asset, in any script, with at most 60 letters', () => {
  const [asset] = [film('25', '10:00:00:00', [0, 60])];
  const named = (path: string) => exportArchive('csv', [{ ...asset, asset: { ...asset.asset, path } }], options).fileName;
  expect([named('a/空 白 .mp4'), named('Größe & "x".mp4'), named('..mp4'), named('-#1.mov')]).toEqual(['空-白.csv', 'Größe-x.csv', 'archive.csv', '1.csv']); // prettier-ignore
  expect(named(`${'日'.repeat(80)}.mp4`)).toBe(`${'日'.repeat(60)}.csv`);
});

test('every format says origin, confidence and run version', () => {
  for (const format of exportFormats) {
    const { text } = exportArchive(format, [film('25', '10:00:00:00', [0, 60])], options);
    for (const wanted of ['machine', 'person', '0.625', '3f2a91', 'Åsa']) expect(text).toContain(wanted);
    expect(text).not.toContain('snow');
  }
});

test('several assets are one file, except WebVTT; nothing is refused', () => {
  expect(exportArchive('csv', [film('25', '10:00:00:00', [0, 60]), image()], options).fileName).toBe('archive.csv');
  expect(() => exportArchive('vtt', [image(), image()], options)).toThrow('exportArchive: expected one film for WebVTT, got 2. Export each on its own.'); // prettier-ignore
  expect(() => exportArchive('csv', [], options)).toThrow('exportArchive: expected at least one sample, got none. Choose other samples.');
});

test('a format is named as it is, or refused', () => {
  expect(exportFormat('otio')).toBe('otio');
  expect(() => exportFormat('ebucor')).toThrow(
    'exportFormat: expected ebucore, schema, vtt, edl, otio, csv, got "ebucor". Did you mean "ebucore"?',
  );
});
