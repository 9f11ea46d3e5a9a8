// Folders of many kinds of films are tested with the command that writes manifests; here is what an archive needs. Covers `detectors.ts`.
import { jest } from '@jest/globals';
import { detectors } from '@mmae/programme';
import type { Film } from '@mmae/media-folder';
import { copyFileSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { detectorNames } from './detectors.ts';
import { openFilmReader, type ReadFilm } from './film-reader.ts';

jest.setTimeout(120_000);

/** Three shots of a second. */
const programme = fileURLToPath(new URL('../../video/test/fixtures/programme.mp4', import.meta.url));

let folder: string;
const ffmpegBefore = process.env.MMAE_FFMPEG;
beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'film-reader-')))));
afterEach(() => {
  rmSync(folder, { recursive: true });
  if (ffmpegBefore === undefined) delete process.env.MMAE_FFMPEG;
  else process.env.MMAE_FFMPEG = ffmpegBefore;
});

const context = { addNote: () => undefined, signal: new AbortController().signal };

function film(name: string, number = 1): Film {
  copyFileSync(programme, join(folder, name));
  return { file: join(folder, name), path: name, subtitles: [], caption: { texts: [], keywords: [] }, number, numFilms: 2 };
}

function recorder() {
  const lines: string[] = [];
  return { lines, progress: { say: (line: string) => void lines.push(line), update: () => undefined } };
}

test('a film is handed over as soon as it was read, a copy of it with its content only', async () => {
  const [films, copies]: [ReadFilm[], [string, string][]] = [[], []];
  const reader = await openFilmReader(
    folder,
    { detector: 'classical', onFilm: (one) => void films.push(one), onCopy: ({ path }, content) => void copies.push([path, content]) },
    recorder().progress,
  );
  const rows = await reader.read(film('a.mp4'), context);
  expect(await reader.read(film('b.mp4', 2), context)).toEqual([]);
  await reader.close();
  const [{ content, shots, ...first }] = films;
  expect([films.length, first.film.path, first.rows]).toEqual([1, 'a.mp4', rows]);
  expect(shots.shots.map(({ from, to }) => [from, to])).toEqual([
    [0, 25],
    [25, 50],
    [50, 75],
  ]);
  expect(copies).toEqual([['b.mp4', content]]);
  expect(existsSync(join(folder, 'mmae-shots', shots.folder, 'shots.json'))).toBe(true);
});

test('a media folder is not made before it is needed; its path has no symbolic links', async () => {
  const reader = await openFilmReader(folder, { detector: 'classical', mediaFolder: join(folder, 'not', 'yet') }, recorder().progress);
  expect([reader.mediaFolder, existsSync(reader.mediaFolder)]).toEqual([join(folder, 'not', 'yet'), false]);
  await reader.close();
});

test('without ffmpeg each film is an error of its own, and one line says what can be done', async () => {
  process.env.MMAE_FFMPEG = join(folder, 'none');
  const { lines, progress } = recorder();
  const reader = await openFilmReader(folder, { detector: 'classical', withoutFfmpeg: 'or buy a film' }, progress);
  const message = 'ffmpeg is needed to read it. Install it, then run this command again.';
  await expect(reader.read(film('a.mp4'), context)).rejects.toThrow(message);
  await expect(reader.read(film('a.mp4'), context)).rejects.toThrow(message);
  await reader.close();
  expect(lines).toEqual([expect.stringMatching(/ Until then films are left out; or buy a film\.$/)]);
});

test('a language that is none is refused before any work', async () => {
  await expect(openFilmReader(folder, { detector: 'classical', language: 'German' }, recorder().progress)).rejects.toThrow(
    '--language: expected a language tag such as de or pt-BR, got "German".',
  );
});

test('the names of detectors are those of the detectors', () => expect([...detectorNames].sort()).toEqual(Object.keys(detectors).sort()));
