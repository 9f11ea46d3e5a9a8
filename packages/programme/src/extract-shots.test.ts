// Covers `programme.ts`, `programme-rows.ts`, `shots-file.ts`, `detector.ts` and `list-shots.ts` as well, with films that ffmpeg makes.
import { readWav } from '@mmae/wav';
import { probe } from '@mmae/video';
import { appendFileSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeFilm, threeShots } from './films.test.support.ts';
import { classicalDetector, extractShots, openFilmStore, openProgramme, shotRows, timecodeOf, type RowOptions } from './index.ts';
import { listShots } from './list-shots.ts';

let films: string;
let archive: string;
let media: string;
beforeAll(async () => {
  films = mkdtempSync(join(tmpdir(), 'extract-shots-films-'));
  await makeFilm(join(films, 'plain.avi'), ...threeShots());
  await makeFilm(join(films, 'timecode.mov'), ...threeShots(), '-timecode', '10:00:00:00');
});
beforeEach(() => {
  archive = mkdtempSync(join(tmpdir(), 'extract-shots-'));
  media = join(archive, 'shots');
});
afterEach(() => rmSync(archive, { recursive: true }));
afterAll(() => rmSync(films, { recursive: true }));

/** A film in the archive. @param film one of those made above */
function copyOf(film: 'plain.avi' | 'timecode.mov', name: string): string {
  copyFileSync(join(films, film), join(archive, name));
  return join(archive, name);
}

const detector = classicalDetector;

async function extract(file: string, signal?: AbortSignal) {
  const store = await openFilmStore(media);
  const programme = await openProgramme(file, { root: archive, store, signal });
  return { programme, film: (await extractShots(programme, { store, detector, signal }))! };
}

const contents = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));

test('shots of a film have stills, audio cut to the sample, and timecodes', async () => {
  const file = copyOf('timecode.mov', 'News.mov');
  const { programme, film } = await extract(file);
  expect(programme).toMatchObject({ path: 'News.mov', id: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(film.folder).toBe(`News-${programme.id.slice(0, 8)}`);
  expect(film.shots.map(({ from, to, image, audio }) => [from, to, image, audio])).toEqual([
    [0, 50, '000001.jpg', '000001.wav'],
    [50, 100, '000002.jpg', undefined], // digital silence
    [100, 150, '000003.jpg', '000003.wav'],
  ]);
  const folder = join(media, film.folder);
  expect(readdirSync(folder).sort()).toEqual([
    '000001.jpg',
    '000001.wav',
    '000002.jpg',
    '000003.jpg',
    '000003.wav',
    'film.json',
    'shots.json',
  ]);
  const { width, height, format } = await sharp(join(folder, '000001.jpg')).metadata();
  expect([width, height, format]).toEqual([160, 90, 'jpeg']);
  const { samples, sampleRateHz } = readWav(readFileSync(join(folder, '000003.wav')));
  expect([samples.length, sampleRateHz]).toEqual([32_000, 16_000]);
  const rows = await shotRows(programme, film, { folder: media, note: () => {} });
  expect(rows.map(({ timecode, image }) => [timecode, image])).toEqual([
    ['10:00:00:00', `${film.folder}/000001.jpg`],
    ['10:00:02:00', `${film.folder}/000002.jpg`],
    ['10:00:04:00', `${film.folder}/000003.jpg`],
  ]);
});

test('a film that is known is not decoded again, under any name; a damaged folder is made again, to the same bytes', async () => {
  const file = copyOf('plain.avi', 'a.avi');
  const { film } = await extract(file);
  const folder = join(media, film.folder);
  const before = contents(folder);
  const { ino } = statSync(join(folder, '000001.jpg'));
  renameSync(file, join(archive, 'b.avi'));
  expect((await extract(join(archive, 'b.avi'))).film).toEqual(film);
  expect(statSync(join(folder, '000001.jpg')).ino).toBe(ino);
  renameSync(join(archive, 'b.avi'), file);
  rmSync(join(folder, '000002.jpg'));
  expect((await extract(file)).film).toEqual(film);
  expect(contents(folder)).toEqual({ ...before, 'film.json': expect.any(String) });
});

test('a film that grows: what it has now, the rest at the next call', async () => {
  const whole = await makeFilm(join(archive, 'whole.ts'), ...threeShots(), '-c:v', 'mpeg2video', '-c:a', 'mp2', '-f', 'mpegts');
  const growing = join(archive, 'growing.ts');
  const bytes = readFileSync(whole);
  writeFileSync(growing, bytes.subarray(0, Math.round(bytes.length / 2)));
  const first = (await extract(growing)).film;
  expect(first.shots.length).toBeLessThan(3);
  appendFileSync(growing, bytes.subarray(Math.round(bytes.length / 2)));
  const second = (await extract(growing)).film;
  expect(second.folder).not.toBe(first.folder);
  expect(second.shots).toHaveLength(3);
});

test('a film without video has no shots, and leaves nothing behind', async () => {
  const file = await makeFilm(join(archive, 'audio.mp4'), '-f', 'lavfi', '-i', 'sine=d=1');
  const { film } = await extract(file);
  expect(film).toBeUndefined();
  expect(readdirSync(archive)).toEqual(['audio.mp4']);
});

test('an interrupted film leaves nothing behind', async () => {
  const file = copyOf('plain.avi', 'a.avi');
  const store = await openFilmStore(media);
  const programme = await openProgramme(file, { store });
  const controller = new AbortController();
  const stopping = { ...detector, start: () => ({ push: () => (controller.abort(), { transitions: [], blackStretches: [], measures: [] }), end: () => ({ transitions: [], blackStretches: [], measures: [] }) }) }; // prettier-ignore
  await expect(extractShots(programme, { store, detector: stopping, signal: controller.signal })).rejects.toThrow('aborted');
  expect(readdirSync(media)).toEqual([]);
});

test('what is not a film', async () => {
  writeFileSync(join(archive, 'a.mp4'), 'not a film');
  await expect(extract(join(archive, 'a.mp4'))).rejects.toThrow('expected a film that ffmpeg can read');
  await expect(openProgramme(archive)).rejects.toThrow('which is not a file. Name a file.');
  await expect(openProgramme(join(archive, 'no.mp4'))).rejects.toThrow(/expected a film that can be read, got .*no\.mp4 \(ENOENT\)/);
});

async function rowsOf(film: string, subtitles: Record<string, string>, options: Partial<RowOptions> = {}) {
  const store = await openFilmStore(media);
  const files = Object.entries(subtitles).map(([path, text]) => {
    writeFileSync(join(archive, path), text);
    const [, language] = /\.([a-z]{2})\.\w+$/.exec(path) ?? [];
    return { file: join(archive, path), path, language };
  });
  const programme = await openProgramme(film, { root: archive, subtitles: files, store });
  const extracted = (await extractShots(programme, { store, detector }))!;
  const notes: string[] = [];
  const rows = await shotRows(programme, extracted, {
    folder: media,
    note: (path, reason) => void notes.push(`${path}: ${reason}`),
    ...options,
  });
  return { texts: rows.map(({ text, textSource, language }) => [text, textSource, language]), notes };
}

const srt = '1\n00:00:00,500 --> 00:00:01,500\nGood evening.\n\n2\n00:00:04,200 --> 00:00:09,000\nThe weather.\n';

test('a shot has the subtitles that are shown in it, from the file in the wanted language', async () => {
  const film = copyOf('plain.avi', 'a.avi');
  const { texts, notes } = await rowsOf(
    film,
    { 'a.en.srt': srt, 'a.de.srt': srt.replace('Good evening', 'Guten Abend') },
    { language: 'de' },
  );
  expect(texts).toEqual([
    ['Guten Abend.', 'subtitles', 'de'],
    ['', '', ''],
    ['The weather.', 'subtitles', 'de'],
  ]);
  expect(notes).toEqual(['a.en.srt: other language: a.de.srt is used; --language en chooses this one']);
});

test('subtitles with the timecodes of the tape', async () => {
  const film = copyOf('timecode.mov', 'a.mov');
  const { texts } = await rowsOf(film, { 'a.srt': srt.replaceAll('00:00:0', '10:00:0') });
  expect(texts.map(([text]) => text)).toEqual(['Good evening.', '', 'The weather.']);
});

test('a subtitle track in the film is read once, and kept', async () => {
  writeFileSync(join(archive, 'track.srt'), srt);
  const inputs = threeShots();
  const film = await makeFilm(join(archive, 'a.mkv'), '-i', join(archive, 'track.srt'), ...shifted(inputs), '-map', '0:s', '-c:s', 'srt', '-metadata:s:s:0', 'language=eng'); // prettier-ignore
  expect((await rowsOf(film, {})).texts).toEqual([
    ['Good evening.', 'subtitle track', 'en'],
    ['', '', ''],
    ['The weather.', 'subtitle track', 'en'],
  ]);
  const [folder] = readdirSync(media);
  expect(readdirSync(join(media, folder)).filter((name) => name.endsWith('.vtt'))).toHaveLength(1);
  copyFileSync(join(archive, 'track.srt'), film); // the film is gone: the track is read from the media folder
});

/** The inputs of a film after one other input. */
const shifted = (args: readonly string[]) =>
  args.map((arg) =>
    arg.replaceAll(/\[(\d):v\]/g, (_, n: string) => `[${Number(n) + 1}:v]`).replace(/^(\d):a$/, (_, n: string) => `${Number(n) + 1}:a`),
  );

test('a film without any subtitles is described by its caption; with some, it is not', async () => {
  const film = copyOf('plain.avi', 'a.avi');
  const caption = { texts: ['Floods', 'in the north'], language: 'eng' };
  expect((await rowsOf(film, {}, { caption })).texts).toEqual(Array(3).fill(['Floods\nin the north', 'caption', 'en']));
  expect((await rowsOf(film, { 'a.srt': srt }, { caption })).texts[1]).toEqual(['', '', '']);
});

test('further texts, such as a transcript, come after subtitles and before captions', async () => {
  const film = copyOf('plain.avi', 'a.avi');
  const cues = [{ fromSeconds: 2, toSeconds: 4, text: 'Heard.' }];
  const transcript = {
    name: 'transcript',
    source: 'transcript' as const,
    language: 'en',
    read: () => Promise.resolve({ cues, remarks: [] }),
  };
  const options = { furtherTexts: [transcript], caption: { texts: ['Floods'] } };
  expect((await rowsOf(film, {}, options)).texts[1]).toEqual(['Heard.', 'transcript', 'en']);
  expect((await rowsOf(film, { 'a.srt': srt }, options)).texts[1]).toEqual(['', '', '']);
});

test('drop frame follows the start timecode; one that does not exist at the rate is not used', async () => {
  const file = await makeFilm(join(archive, 'a.mov'), ...threeShots('30000/1001'), '-timecode', '10:00:00;00');
  const { film, programme } = await extract(file);
  const rows = await shotRows(programme, film, { folder: media, note: () => {} });
  expect(rows.map(({ from, timecode }) => [from, timecode])).toEqual([
    [0, '10:00:00;00'],
    [60, '10:00:02;00'],
    [120, '10:00:04;00'],
  ]);
  expect(timecodeOf(30, { rate: { num: 25, den: 1, drop: false }, startTimecode: '10:00:00:29' })).toBe('00:00:01:05');
});

test('shots are listed without writing anything', async () => {
  const file = copyOf('plain.avi', 'a.avi');
  const shots = await listShots(file, await probe(file), { detector });
  expect(shots.map(({ from, to, kind }) => [from, to, kind])).toEqual([
    [0, 50, 'cut'],
    [50, 100, 'cut'],
    [100, 150, 'cut'],
  ]);
  expect(readdirSync(archive)).toEqual(['a.avi']);
});
