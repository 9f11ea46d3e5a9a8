// Covers `films.ts`, `folder-rows.ts`, `manifest-file.ts` and `subtitle-name.ts`; a fake reader takes the place of the real one.
import { InputError } from '@mmae/input';
import { parse } from 'csv-parse/sync';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commonFolder } from './folder-rows.ts';
import { writeFolderManifest, type Film, type FilmReader, type FilmRow, type FolderManifestOptions } from './index.ts';
import { subtitleLanguage, withoutSubtitleSuffix } from './subtitle-name.ts';
import { heads, writeTree, type Tree } from './tree.test.support.ts';

let folder: string;
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const shot = (number: number, rest: Partial<FilmRow> = {}): FilmRow => ({
  ...{ number, from: 25 * number - 25, to: 25 * number, timecode: `10:00:0${number - 1}:00`, image: `film/${number}.jpg`, audio: '' },
  ...{ text: `shot ${number}`, textSource: 'subtitles', language: 'de', ...rest },
});

/** Two shots for a film; none, or an error, by the name of the film. */
function standIn(mediaFolder: string, seen: Film[] = []): FilmReader {
  return {
    mediaFolder,
    read: (film) => {
      seen.push(film);
      if (film.path.includes('no-video')) return Promise.resolve('no video' as const);
      if (film.path.includes('broken')) return Promise.reject(new InputError('probe: expected a film, got noise. Copy it again.'));
      return Promise.resolve([shot(1, { audio: 'film/1.wav' }), shot(2)]);
    },
  };
}

async function manifestOf(tree: Tree, options: FolderManifestOptions = {}) {
  folder = realpathSync(writeTree(tree));
  const films: Film[] = [];
  const manifest = await writeFolderManifest(folder, { films: standIn(join(folder, 'mmae-shots'), films), ...options });
  const csv = readFileSync(manifest.file, 'utf8');
  const rows = parse(csv, { columns: true }) as Record<string, string>[];
  return { ...manifest, films, csv, rows, remarks: manifest.notes.map(({ path, reason }) => `${path}: ${reason}`) };
}

const srt = { text: '1\n00:00:01,000 --> 00:00:02,000\nHallo\n' };

test('a film gives a row for each shot, with the columns of films; other rows leave them empty', async () => {
  const { csv, numFilms, numWith, numRows } = await manifestOf({ 'b.mp4': 'mp4', 'a.jpg': 'jpg', 'a.txt': { text: 'A boat.' } });
  expect(csv).toBe(
    'id,asset,from,to,timecode,image,audio,text,text_source,language,group,keywords\n' +
      'a,,,,,a.jpg,,a.txt,,,,\n' +
      'b/000001,b.mp4,0,25,10:00:00:00,mmae-shots/film/1.jpg,mmae-shots/film/1.wav,shot 1,subtitles,de,b.mp4,\n' +
      'b/000002,b.mp4,25,50,10:00:01:00,mmae-shots/film/2.jpg,,shot 2,subtitles,de,b.mp4,\n',
  );
  expect({ numFilms, numRows, numWith }).toEqual({
    ...{ numFilms: 1, numRows: 3, numWith: { image: 3, audio: 1, text: 3, several: 3, video: 0 } },
  });
});

test('without films, the manifest is the same as without a reader', async () => {
  const tree: Tree = { 'a.jpg': 'jpg', 'a.eng.srt': srt, 'c.wav': 'wav', 'c.de.srt': srt };
  const { csv, file } = await manifestOf(tree);
  await writeFolderManifest(folder, { out: join(folder, 'without.csv') });
  expect(csv).toBe(readFileSync(join(folder, 'without.csv'), 'utf8'));
  expect(csv).toContain('a,a.jpg,,,,\n');
  expect(file).toBe(join(folder, 'manifest.csv'));
});

test('subtitles in several languages and formats, sidecars and a text belong to the film; posters and further audio are noted', async () => {
  const { films, rows, remarks } = await manifestOf({
    'News.MXF': Buffer.from('\x06\x0e\x2b\x34\x02\x05\x01\x01', 'latin1'),
    'news.de.srt': srt,
    'news_eng.forced.vtt': { text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n' },
    'news-fr-CH.ttml': { text: '<tt/>' },
    'news.stl': Buffer.from('850STL25.01'),
    'news.txt': { text: 'The news of today.' },
    'news.json': {
      text: '{"title":"News","description":"Floods","keywords":["rain"],"language":"de","broadcastDate":"2024-07-04T20:15:00Z"}',
    },
    'news.jpg': 'jpg',
    'news.wav': 'wav',
  });
  expect(films).toHaveLength(1);
  expect(films[0]).toMatchObject({ path: 'News.MXF', file: join(folder, 'News.MXF'), number: 1, numFilms: 1 });
  expect(films[0].caption).toEqual({
    texts: ['Floods', 'The news of today.'],
    keywords: ['rain'],
    ...{ language: 'de', title: 'News', date: '2024-07-04' },
  });
  expect(films[0].subtitles.map(({ path, language }) => [path, language])).toEqual([
    ['news.de.srt', 'de'],
    ['news_eng.forced.vtt', 'en'],
    ['news-fr-CH.ttml', 'fr-CH'],
    ['news.stl', undefined],
  ]);
  expect(rows.map(({ id, keywords }) => [id, keywords])).toEqual([
    ['News/000001', 'rain'],
    ['News/000002', 'rain'],
  ]);
  expect(remarks.filter((remark) => !remark.includes('unreadable tags'))).toEqual([
    'news.jpg: poster: the rows of News.MXF have images of their own',
    'news.json: used sidecar: it describes News.MXF',
    'news.wav: extra audio: the audio of News.MXF is used for News',
  ]);
});

test('a film without video is audio as before; a film that cannot be used has a note', async () => {
  const { rows, remarks, numWith } = await manifestOf({
    ...{ 'no-video.mp4': 'mp4', 'no-video-2.mp4': 'mp4', 'no-video-2.wav': 'wav', 'broken.mp4': 'mp4', 'good.mp4': 'mp4' },
    'no-video.de.srt': srt,
  });
  expect(rows.map(({ id, asset, audio, text, group }) => [id, asset, audio, text, group])).toEqual([
    ['good/000001', 'good.mp4', 'mmae-shots/film/1.wav', 'shot 1', 'good.mp4'],
    ['good/000002', 'good.mp4', '', 'shot 2', 'good.mp4'],
    ['no-video', '', 'no-video.mp4', 'no-video.de.srt', ''],
    ['no-video-2', '', 'no-video-2.wav', '', ''],
  ]);
  expect(numWith).toMatchObject({ video: 1, audio: 3 });
  expect(remarks.filter((remark) => !remark.includes('unreadable tags'))).toEqual([
    'broken.mp4: unusable film: probe: expected a film, got noise. Copy it again.',
    'no-video-2.mp4: extra audio: no-video-2.wav is used for no-video-2',
  ]);
});

test('an error that is not about the film ends the work', async () => {
  folder = writeTree({ 'a.mp4': 'mp4' });
  const films: FilmReader = { mediaFolder: join(folder, 'shots'), read: () => Promise.reject(new Error('no space')) };
  await expect(writeFolderManifest(folder, { films })).rejects.toThrow('no space');
});

test('ids of shots are unique where a folder has the name of the film', async () => {
  const { rows } = await manifestOf({ 'a.mp4': 'mp4', 'a/000001.jpg': 'jpg' });
  expect(rows.map(({ id }) => id)).toEqual(['a.mp4/000001', 'a.mp4/000002', 'a/000001']);
});

test('labels and groups from folders; films directly in the folder keep their own group', async () => {
  const { rows } = await manifestOf({ 'x/a.mp4': 'mp4', 'b.mp4': 'mp4' }, { labelFromFolder: true, groupFromFolder: true });
  expect(rows.map(({ id, label, group }) => [id, label, group])).toEqual([
    ['b/000001', '', 'b.mp4'],
    ['b/000002', '', 'b.mp4'],
    ['x/a/000001', 'x', 'x'],
    ['x/a/000002', 'x', 'x'],
  ]);
});

test('with a media folder elsewhere, paths are relative to the deepest common folder', async () => {
  const outside = realpathSync(mkdtempSync(join(tmpdir(), 'shots-')));
  const films = standIn(outside);
  const { rows, mediaRoot } = await manifestOf({ 'a.mp4': 'mp4', 'b.wav': 'wav', 'b.txt': { text: 'Hi' } }, { films });
  const name = folder.slice(mediaRoot.length + 1);
  expect(mediaRoot).toBe(realpathSync(tmpdir()));
  expect(rows.map(({ id, asset, image, audio, text }) => [id, asset, image, audio, text])).toEqual([
    ['a/000001', `${name}/a.mp4`, `${outside.slice(mediaRoot.length + 1)}/film/1.jpg`, expect.stringMatching(/1\.wav$/), 'shot 1'],
    ['a/000002', `${name}/a.mp4`, `${outside.slice(mediaRoot.length + 1)}/film/2.jpg`, '', 'shot 2'],
    ['b', '', '', `${name}/b.wav`, `${name}/b.txt`],
  ]);
  rmSync(outside, { recursive: true });
});

test('a manifest with films is replaced where nobody changed it', async () => {
  const { csv, file } = await manifestOf({ 'a.mp4': 'mp4' });
  const films = standIn(join(folder, 'mmae-shots'));
  writeFileSync(join(folder, 'b.mp4'), heads.mp4);
  expect((await writeFolderManifest(folder, { films })).numRows).toBe(4);
  const longer = readFileSync(file, 'utf8');
  expect(longer).toContain('b/000002,b.mp4');
  rmSync(join(folder, 'b.mp4'));
  expect((await writeFolderManifest(folder, { films })).numRows).toBe(2);
  expect(readFileSync(file, 'utf8')).toBe(csv);
  writeFileSync(file, `${csv}mine\n`);
  await expect(writeFolderManifest(folder, { films })).rejects.toThrow('Or replace it: --replace.');
  expect((await writeFolderManifest(folder, { films, replace: true })).numRows).toBe(2);
  expect(readFileSync(file, 'utf8')).toBe(csv);
});

test('folders with shots are not searched', async () => {
  folder = writeTree({ 'a.mp4': 'mp4', 'mmae-shots/film/1.jpg': 'jpg', 'x/mmae-shots/1.jpg': 'jpg', 'here/film/1.jpg': 'jpg' });
  mkdirSync(join(folder, 'here'), { recursive: true });
  const films = standIn(join(realpathSync(folder), 'here'));
  const { numRows, numIgnored } = await writeFolderManifest(folder, { films });
  expect([numRows, numIgnored]).toEqual([2, 0]);
});

test.each([
  ['news.de.forced', ['news.de', 'news']],
  ['news_eng', ['news']],
  ['a-fr-CH', ['a-fr', 'a']],
  ['the news', []],
  ['news.part2', []],
])('%s may be the subtitles of %j', (stem, stems) => {
  expect(withoutSubtitleSuffix(stem)).toEqual(expect.arrayContaining(stems));
  if (stems.length === 0) expect(withoutSubtitleSuffix(stem)).toEqual([]);
});

test.each([
  ['news.de', 'de'],
  ['news_deu.sdh', 'de'],
  ['news.en.hi', 'en'],
  ['news.hi', 'hi'],
  ['news-pt-BR', 'pt-BR'],
  ['news.forced', undefined],
  ['news', undefined],
])('%s are subtitles in %s', (stem, language) => {
  expect(subtitleLanguage(stem, 'news')).toBe(language);
});

test('the deepest common folder', () => {
  expect(commonFolder('/a/b', '/a/b/c')).toBe('/a/b');
  expect(commonFolder('/a/b', '/a/bc')).toBe('/a');
  expect(commonFolder('/a', '/b')).toBe('/');
});
