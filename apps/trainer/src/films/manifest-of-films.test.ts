// `mmae-train manifest` on folders with films; covers `film-reader.ts` and `detectors.ts`.
import { recordingStreams } from '@mmae/command-line/recording-streams.test.support';
import { loadManifest } from '@mmae/samples';
import { jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mmaeTrain } from '../commands/mmae-train.ts';
import { audioOf, contentsOf, makeFilm } from './films.test.support.ts';

jest.setTimeout(300_000);

let films: string;
let folder: string;
const ffmpegBefore = process.env.MMAE_FFMPEG;
beforeAll(async () => {
  films = mkdtempSync(join(tmpdir(), 'manifest-films-'));
  await makeFilm(join(films, 'a.mxf'), '-c:v', 'mpeg2video', '-c:a', 'pcm_s16le', '-timecode', '10:00:00:00');
  await makeFilm(join(films, 'b.mov'), '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-c:a', 'pcm_s16le', '-timecode', '01:00:00:00');
  await makeFilm(join(films, 'c.ts'), '-c:v', 'mpeg2video', '-c:a', 'mp2');
  await makeFilm(join(films, 'd.mp4'), '-c:v', 'mpeg4', '-c:a', 'aac');
  await makeFilm(join(films, 'e.mkv'), '-c:v', 'mpeg4', '-an');
  await audioOf(join(films, 'd.mp4'), join(films, 'f.mp4'));
});
beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'folder of films-')))));
afterEach(() => {
  rmSync(folder, { recursive: true });
  if (ffmpegBefore === undefined) delete process.env.MMAE_FFMPEG;
  else process.env.MMAE_FFMPEG = ffmpegBefore;
});
afterAll(() => rmSync(films, { recursive: true }));

const place = (name: string) => join(folder, name);
const put = (film: string, name = film) => copyFileSync(join(films, film), place(name));
const srt = (text: string) => `1\n00:00:00,100 --> 00:00:00,900\n${text}\n`;

async function manifest(...args: string[]) {
  const streams = recordingStreams();
  const code = await mmaeTrain(['manifest', ...args], streams);
  return { code, ...streams.written, notes: streams.written.out.split('\n').slice(0, -1) };
}

const rowsOf = (file = place('manifest.csv')): Record<string, string>[] => parse(readFileSync(file), { columns: true });

test('films of many kinds, odd names and broken files: a row for each shot, a note for everything else', async () => {
  put('a.mxf');
  put('b.mov', "-b 'x' %d ü.mov");
  put('c.ts', 'C "quoted".ts');
  put('e.mkv');
  put('f.mp4');
  put('a.mxf', 'copy.mxf');
  writeFileSync(place('a.de.srt'), srt('Guten Abend'));
  writeFileSync(place('a.en.srt'), srt('Good evening'));
  writeFileSync(place('a.jpg'), Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1'));
  writeFileSync(place('short.mp4'), readFileSync(join(films, 'd.mp4')).subarray(0, 2000));
  writeFileSync(place('picture.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const { code, error, notes } = await manifest(folder, '--language', 'en');
  expect(code).toBe(0);
  const rows = rowsOf();
  expect(rows.map(({ id, asset, from, to, timecode, group }) => [id, asset, from, to, timecode, group])).toEqual([
    ["-b 'x' %d ü/000001", "-b 'x' %d ü.mov", '0', '25', '01:00:00:00', "-b 'x' %d ü.mov"],
    ["-b 'x' %d ü/000002", "-b 'x' %d ü.mov", '25', '50', '01:00:01:00', "-b 'x' %d ü.mov"],
    ['a/000001', 'a.mxf', '0', '25', '10:00:00:00', 'a.mxf'],
    ['a/000002', 'a.mxf', '25', '50', '10:00:01:00', 'a.mxf'],
    ['C "quoted"/000001', 'C "quoted".ts', '0', '25', '00:00:00:00', 'C "quoted".ts'],
    ['C "quoted"/000002', 'C "quoted".ts', '25', '50', '00:00:01:00', 'C "quoted".ts'],
    ['e/000001', 'e.mkv', '0', '25', '00:00:00:00', 'e.mkv'],
    ['e/000002', 'e.mkv', '25', '50', '00:00:01:00', 'e.mkv'],
    ['f', '', '', '', '', ''],
    ['picture', '', '', '', '', ''],
  ]);
  expect(rows.map(({ text, text_source, language }) => [text, text_source, language])[2]).toEqual(['Good evening', 'subtitles', 'en']);
  expect(rows.find(({ id }) => id === 'f')).toMatchObject({ audio: 'f.mp4', image: '' });
  expect(rows.filter(({ audio }) => audio === '').map(({ id }) => id)).toEqual(['e/000001', 'e/000002', 'picture']);
  expect(notes.filter((note) => !note.includes('film remark'))).toEqual([
    'a.de.srt\tother language: a.en.srt is used; --language de chooses this one',
    'a.jpg\tposter: the rows of a.mxf have images of their own',
    'copy.mxf\tduplicate film: it has the content of a.mxf, which is used',
    expect.stringMatching(/^short\.mp4\tunusable film: probe: expected a film that ffmpeg can read/),
  ]);
  expect(error).toContain('\n4 films give 8 of the rows, one for each shot\n');
  const { samples, skipped } = await loadManifest(folder, { modalities: { image: 'file', audio: 'file', text: 'text' }, seed: 0 });
  expect(skipped).toEqual([]);
  for (const asset of new Set(samples.map(({ group }) => group))) {
    expect(new Set(samples.filter(({ group }) => group === asset).map(({ split }) => split)).size).toBe(1);
  }
});

test('a second call reads nothing and gives the same bytes; new and changed films are read', async () => {
  put('a.mxf');
  expect((await manifest(folder)).code).toBe(0);
  const [shots] = readdirSync(place('mmae-shots')).filter((name) => name.startsWith('a-'));
  const before = contentsOf(folder);
  process.env.MMAE_FFMPEG = '/nowhere'; // it is not needed
  expect((await manifest(folder)).code).toBe(0);
  expect(contentsOf(folder)).toEqual(before);
  delete process.env.MMAE_FFMPEG;
  put('c.ts');
  appendFileSync(place('a.mxf'), Buffer.alloc(100));
  expect((await manifest(folder)).code).toBe(0);
  expect(rowsOf().map(({ asset }) => asset)).toEqual(['a.mxf', 'a.mxf', 'c.ts', 'c.ts']);
  expect(existsSync(place(`mmae-shots/${shots}`))).toBe(false);
});

test('a manifest that somebody edited is kept, unless it is to be replaced', async () => {
  put('e.mkv');
  await manifest(folder);
  appendFileSync(place('manifest.csv'), 'mine\n');
  const { code, error } = await manifest(folder);
  expect([code, error]).toEqual([2, expect.stringContaining('Or replace it: --replace.')]);
  expect((await manifest(folder, '--replace')).code).toBe(0);
  expect(rowsOf()).toHaveLength(2);
});

test('with shots and manifest elsewhere, nothing is written to the archive', async () => {
  mkdirSync(place('archive'));
  put('d.mp4', 'archive/d.mp4');
  const { code, error } = await manifest(place('archive'), '--out', place('work/m.csv'), '--media-folder', place('work/shots'));
  expect(code).toBe(0);
  expect(readdirSync(place('archive'))).toEqual(['d.mp4']);
  expect(error).toMatch(/next: mmae-train quick --data '.*\/work\/m\.csv' --media-root '[^']*\/folder of films-\w+' --run runs\/archive\n/);
  const { samples, skipped } = await loadManifest(place('work/m.csv'), {
    ...{ modalities: { image: 'file', audio: 'file', text: 'text' }, seed: 0, mediaRoot: folder },
  });
  expect(skipped).toEqual([]);
  expect(samples[0].media.image).toMatchObject({ kind: 'file', path: expect.stringMatching(/^work\/shots\/d-\w{8}\/000001\.jpg$/) });
});

test('without ffmpeg, films are noted, a message says once how to get it, and the other media are used', async () => {
  put('a.mxf');
  put('d.mp4');
  writeFileSync(place('picture.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  process.env.MMAE_FFMPEG = '/nowhere';
  const { code, error, notes } = await manifest(folder);
  expect(code).toBe(0);
  expect(notes).toEqual([
    'a.mxf\tunusable film: ffmpeg is needed to read it. Install it, then run this command again.',
    'd.mp4\tunusable film: ffmpeg is needed to read it. Install it, then run this command again.',
  ]);
  expect(error.match(/findFfmpeg: expected MMAE_FFMPEG/g)).toHaveLength(1);
  expect(readFileSync(place('manifest.csv'), 'utf8')).toBe('id,image,audio,text,language,keywords\npicture,picture.svg,,,,\n');
  expect(existsSync(place('mmae-shots'))).toBe(false);
});

test('--films audio uses the audio of films, as of any other video', async () => {
  put('d.mp4');
  writeFileSync(place('d.srt'), srt('Hello'));
  process.env.MMAE_FFMPEG = '/nowhere';
  expect((await manifest(folder, '--films', 'audio')).code).toBe(0);
  expect(readFileSync(place('manifest.csv'), 'utf8')).toBe('id,image,audio,text,language,keywords\nd,,d.mp4,d.srt,,\n');
});

test.each([
  [['--language', 'klingonish'], '--language: expected a language tag such as de or pt-BR, got "klingonish".'],
  [['--films', 'stills'], '--films: expected one of shots, audio, got "stills".'],
  [['--detector', 'transnet'], '--detector: expected one of classical, transnetv2, got "transnet". Did you mean transnetv2?'],
])('%j is refused', async (args, message) => {
  const { code, error } = await manifest(folder, ...args);
  expect([code, error]).toEqual([2, expect.stringContaining(message)]);
});
