import { InputError } from '@mmae/input';
import { join } from 'node:path';
import type { NamedFile } from './named-file.ts';
import { foldName, type Item } from './pairing.ts';
import { captionsOf, readText, unique } from './read-item.ts';
import { subtitleLanguage } from './subtitle-name.ts';
import type { AddNote } from './walk-folder.ts';

/** A film of a folder, with the files that belong to it. */
export interface Film {
  /** absolute */
  readonly file: string;
  /** relative to the folder, with forward slashes */
  readonly path: string;
  readonly subtitles: readonly FilmSubtitles[];
  /** what sidecars, a text file and the tags of the film say about the whole film */
  readonly caption: FilmCaption;
  /** its place in the folder, from 1, and the number of films */
  readonly number: number;
  readonly numFilms: number;
}

export interface FilmCaption {
  readonly texts: readonly string[];
  readonly keywords: readonly string[];
  readonly language?: string;
  readonly title?: string;
  /** ISO 8601, as exact as it is known */
  readonly date?: string;
}

export interface FilmSubtitles {
  /** absolute */
  readonly file: string;
  /** relative to the folder */
  readonly path: string;
  /** that the name gives */
  readonly language?: string;
}

/** A part of a film, such as a shot, as a row of the manifest. */
export interface FilmRow {
  /** the last part of the id */
  readonly number: number;
  /** frames, half open */
  readonly from: number;
  readonly to: number;
  readonly timecode: string;
  /** paths relative to the media folder; empty if there is none */
  readonly image: string;
  readonly audio: string;
  readonly text: string;
  readonly textSource: string;
  readonly language: string;
}

/** Turns films into rows. This package knows nothing else of films. */
export interface FilmReader {
  /** where the reader keeps its files: absolute, free of symbolic links; it need not exist. It is not searched for media. */
  readonly mediaFolder: string;
  /**
   * @returns the rows of a film; `no video` if only its audio can be used, as that of any video
   * @throws InputError if the film cannot be used; the message becomes its note
   */
  read(film: Film, context: { readonly addNote: AddNote; readonly signal: AbortSignal }): Promise<readonly FilmRow[] | 'no video'>;
}

/** The rows of a film, and what all of them have in common. */
export interface FilmResult {
  readonly rows: readonly FilmRow[];
  readonly keywords: string;
}

export interface FilmItem extends Item {
  readonly media: Item['media'] & { readonly film: NamedFile };
}

export const isFilmItem = (item: Item): item is FilmItem => item.media.film !== undefined;

interface ReadContext {
  readonly addNote: AddNote;
  readonly signal: AbortSignal;
  readonly number: number;
  readonly numFilms: number;
}

/** Reads a film. @returns undefined if it has no video, and empty rows, with a note, if it cannot be used */
export async function readFilmItem(
  reader: FilmReader,
  root: string,
  item: FilmItem,
  { addNote, signal, number, numFilms }: ReadContext,
): Promise<FilmResult | undefined> {
  const { film } = item.media;
  const notes: [string, string][] = []; // which do not apply to a file without video
  const keep = (path: string, reason: string) => void notes.push([path, reason]);
  const { caption, keywords } = await captionOf(root, item, keep);
  const rows = await rowsOrReason(() =>
    reader.read(
      { file: join(root, film.path), path: film.path, subtitles: subtitlesOf(root, item), caption, number, numFilms },
      { addNote: keep, signal },
    ),
  );
  if (rows === 'no video') return undefined;
  const isUnusable = typeof rows === 'string';
  for (const [path, reason] of notes) if (!isUnusable || path !== film.path) addNote(path, reason);
  noteUnused(item, addNote);
  if (isUnusable) addNote(film.path, rows);
  return { rows: isUnusable ? [] : rows, keywords };
}

/** The rows, or why there are none. */
async function rowsOrReason<T>(read: () => Promise<T>): Promise<T | `unusable film: ${string}`> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `unusable film: ${error.message}`;
  }
}

/** A film without video as an item like any other: its audio is used unless there is an audio file. */
export function withoutFilm({ media: { film, ...media }, extra, ...item }: FilmItem): Item {
  const video: NamedFile = { ...film, kind: 'video' };
  const { audio } = media;
  if (audio === undefined) return { ...item, extra, media: { ...media, audio: video } };
  return { ...item, media, extra: [...extra, { file: video, column: 'audio', used: audio }] };
}

const isSubtitleText = ({ kind, extension }: NamedFile) => kind === 'text' && extension !== 'txt';

function textsOf({ media: { text }, extra }: FilmItem): NamedFile[] {
  return [...(text ? [text] : []), ...extra.flatMap(({ file, column }) => (column === 'text' ? [file] : []))];
}

const subtitlesOf = (root: string, item: FilmItem): FilmSubtitles[] =>
  textsOf(item)
    .filter(isSubtitleText)
    .map(({ path, stem }) => {
      const language = subtitleLanguage(stem, item.media.film.stem);
      return { file: join(root, path), path, ...(language && { language }) };
    });

async function captionOf(root: string, item: FilmItem, addNote: AddNote) {
  const { film } = item.media;
  const [about] = textsOf(item).filter((file) => !isSubtitleText(file));
  const captions = await captionsOf(root, [...item.sidecars, film], `it describes ${film.path}`, addNote);
  const text = about && (await readText(root, about, addNote));
  const texts = [...captions.flatMap((caption) => caption.texts), ...(text === undefined ? [] : [text])];
  const keywords = unique(captions.flatMap((caption) => caption.keywords));
  const language = captions.map((caption) => caption.language).find(Boolean);
  const title = captions.map((caption) => caption.title).find(Boolean);
  const date = captions.map((caption) => caption.date).find(Boolean);
  return {
    keywords: keywords.join(', '),
    caption: {
      texts: unique(texts).filter((one) => foldName(one) !== foldName(film.stem)),
      ...{ keywords, ...(language && { language }), ...(title && { title }), ...(date && { date }) },
    },
  };
}

/** Notes on what belongs to a film but is not used. */
function noteUnused(item: FilmItem, addNote: AddNote): void {
  const { image, audio, film } = item.media;
  const [, ...furtherTexts] = textsOf(item).filter((file) => !isSubtitleText(file));
  if (image) addNote(image.path, `poster: the rows of ${film.path} have images of their own`);
  if (audio) addNote(audio.path, `extra audio: the audio of ${film.path} is used for ${item.id}`);
  for (const { path } of furtherTexts) addNote(path, `extra text: another text describes ${film.path}`);
  for (const { file, column, used } of item.extra)
    if (column !== 'text') addNote(file.path, `extra ${column}: ${used.path} is used for ${item.id}`);
}
