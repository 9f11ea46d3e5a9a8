import type { Progress } from '@mmae/command-line';
import { InputError } from '@mmae/input';
import { shotsFolderName, type Film, type FilmReader, type FilmRow } from '@mmae/media-folder';
import {
  detectors,
  extractShots,
  knownShots,
  openFilmStore,
  openProgramme,
  progressLine,
  shotRows,
  type DetectorName,
  type ExtractedFilm,
  type Programme,
} from '@mmae/programme';
import { languageTag } from '@mmae/subtitles';
import { FfmpegStopped, findFfmpeg } from '@mmae/video';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { openFurtherTexts, type FurtherTextOptions } from './further-texts.ts';

export interface FilmOptions extends FurtherTextOptions {
  /** default: `mmae-shots` in the folder */
  readonly mediaFolder?: string;
  readonly language?: string;
  readonly detector: DetectorName;
  /** what else can be done without ffmpeg, for the message that it is missing; a clause without a full stop */
  readonly withoutFfmpeg?: string;
  /** Receives each film with its rows as soon as it has been read; films that cannot be used, or that have the content of another, are left out. */
  readonly onFilm?: (film: ReadFilm) => void | Promise<void>;
  /** Receives each film that has the content of another one, and is left out. @param content SHA-256 */
  readonly onCopy?: (film: Film, content: string) => void;
}

/** A film that was read. */
export interface ReadFilm {
  readonly film: Film;
  /** SHA-256 of its content, in hexadecimal digits */
  readonly content: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** what the film consists of, and its shots */
  readonly shots: ExtractedFilm;
  /** a row for each shot */
  readonly rows: readonly FilmRow[];
}

/** Reads films into rows, a row for each shot. */
export interface ShotReader extends FilmReader {
  /** To be called when the manifest has been written: removes shots that nothing refers to any more. */
  finish(): Promise<void>;
  /** To be called at the end, also after an error. */
  close(): Promise<void>;
}

type ReadContext = Parameters<FilmReader['read']>[1];

/** Opens the media folder of a folder of films. @throws InputError if the language is none, or the detector is not set up */
export async function openFilmReader(folder: string, options: FilmOptions, progress: Progress): Promise<ShotReader> {
  const mediaFolder = await realFolder(resolve(options.mediaFolder ?? join(folder, shotsFolderName)));
  const language = options.language === undefined ? undefined : expectLanguage(options.language);
  const store = await openFilmStore(mediaFolder);
  const detector = detectors[options.detector];
  await (await detector.start({ framesPerSecond: 25 })).end(); // one that is not set up fails before any work
  const furtherTexts = openFurtherTexts(mediaFolder, options);
  const pathsByContent = new Map<string, string>();
  const ffmpeg = ffmpegCheck(progress, options.withoutFfmpeg);

  async function read(film: Film, { addNote, signal }: ReadContext): Promise<readonly FilmRow[] | 'no video'> {
    const { file, path, subtitles, caption } = film;
    progress.update(`film ${film.number} of ${film.numFilms}: ${path}`);
    const programme = await openProgramme(file, { subtitles, store, signal });
    const first = pathsByContent.get(programme.id);
    if (first !== undefined) {
      addNote(path, `duplicate film: it has the content of ${first}, which is used`);
      options.onCopy?.(film, programme.id);
      return [];
    }
    const shots = (await knownShots(programme, { store, detector })) ?? (await extract(film, programme, signal));
    if (shots === undefined) return 'no video';
    pathsByContent.set(programme.id, path);
    noteRemarks(path, shots, addNote);
    const onProgress = (line: string) => progress.update(`film ${film.number} of ${film.numFilms}: ${path}: ${line}`);
    const rows = await shotRows({ ...programme, path }, shots, {
      ...{ folder: mediaFolder, language, caption, note: addNote, signal },
      furtherTexts: furtherTexts.of(shots, { signal, onProgress }),
    });
    const { id: content, stat } = programme;
    await options.onFilm?.({ film, content, sizeBytes: stat.size, modifiedMs: stat.mtimeMs, shots, rows });
    return rows;
  }

  async function extract(film: Film, programme: Programme, signal: AbortSignal) {
    await ffmpeg();
    const { durationSeconds } = await programme.info(signal);
    const startMs = performance.now();
    const onProgress = (done: { seconds: number; numFrames: number }) =>
      progress.update(
        `film ${film.number} of ${film.numFilms}: ${film.path} ${progressLine(done, durationSeconds, performance.now() - startMs)}`,
      );
    return extractShots(programme, { store, detector, signal, onProgress });
  }

  return {
    mediaFolder,
    read: (film, context) => read(film, context).catch(asFilmError),
    finish: () => store.removeReplaced(),
    close: () => furtherTexts.close(),
  };
}

function expectLanguage(text: string): string {
  const tag = languageTag(text);
  if (tag !== undefined) return tag;
  throw new InputError(`--language: expected a language tag such as de or pt-BR, got ${JSON.stringify(text)}.`);
}

/** Says once that there is no ffmpeg. @returns a function that throws a short InputError then */
function ffmpegCheck(progress: Progress, otherwise?: string): () => Promise<void> {
  let problem: Promise<InputError | undefined> | undefined;
  const find = () =>
    findFfmpeg().then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof InputError)) throw error;
        progress.say(`${error.message} Until then films are left out${otherwise === undefined ? '' : `; ${otherwise}`}.`);
        return new InputError('ffmpeg is needed to read it. Install it, then run this command again.');
      },
    );
  return async () => {
    const found = await (problem ??= find());
    if (found) throw found;
  };
}

/** A film whose ffmpeg was killed costs itself, as one that cannot be read. */
function asFilmError(error: unknown): never {
  if (error instanceof FfmpegStopped) throw new InputError(error.message, { cause: error });
  throw error;
}

function noteRemarks(path: string, { shots, remarks }: ExtractedFilm, addNote: ReadContext['addNote']): void {
  for (const remark of remarks) addNote(path, `film remark: ${remark}`);
  const numWithout = shots.filter(({ image }) => image === undefined).length;
  if (numWithout > 0) addNote(path, `no still: ${numWithout} of ${shots.length} shots are too short for one`);
}

/** The path without symbolic links, as far as it exists. */
async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return dirname(path) === path ? path : join(await realFolder(dirname(path)), basename(path));
  }
}
