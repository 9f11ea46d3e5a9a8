import { posix, relative, sep } from 'node:path';
import type { FilmItem, FilmReader, FilmResult } from './films.ts';
import type { Item } from './pairing.ts';
import type { FolderRow } from './read-item.ts';

/** Which columns a manifest has. */
export interface ColumnOptions {
  readonly labelFromFolder?: boolean;
  readonly groupFromFolder?: boolean;
  /** whether some rows are parts of films */
  readonly withFilms: boolean;
}

export function headerOf({ labelFromFolder, groupFromFolder, withFilms }: ColumnOptions): string[] {
  const label = labelFromFolder ? ['label'] : [];
  if (withFilms) {
    const film = ['asset', 'from', 'to', 'timecode'];
    return ['id', ...label, ...film, 'image', 'audio', 'text', 'text_source', 'language', 'group', 'keywords'];
  }
  return ['id', ...label, ...(groupFromFolder ? ['group'] : []), 'image', 'audio', 'text', 'language', 'keywords'];
}

export function toCells(row: FolderRow, { labelFromFolder, groupFromFolder, withFilms }: ColumnOptions): string[] {
  const { id, image, audio, text, language, keywords, film } = row;
  const folder = folderOf(film?.filmId ?? id);
  const label = labelFromFolder ? [posix.basename(folder)] : [];
  const folderGroup = groupFromFolder ? folder : '';
  if (!withFilms) return [id, ...label, ...(groupFromFolder ? [folderGroup] : []), image, audio, text, language, keywords];
  const { asset, from, to, timecode, textSource } = film ?? { asset: '', from: '', to: '', timecode: '', textSource: '' };
  return [id, ...label, asset, from, to, timecode, image, audio, text, textSource, language, folderGroup || asset, keywords];
}

const folderOf = (id: string) => id.slice(0, Math.max(0, id.lastIndexOf('/')));

interface FilmContext {
  readonly root: string;
  readonly films: FilmReader;
  /** all of the folder */
  readonly items: readonly Item[];
}

/** The rows of a film. Paths are relative to the folder, that of media may lead out of it. */
export function filmRows(item: FilmItem, { rows, keywords }: FilmResult, { root, films, items }: FilmContext): FolderRow[] {
  const filmId = filmIdOf(item, items);
  const inFolder = (path: string) => (path === '' ? '' : posix.join(toPosix(relative(root, films.mediaFolder)), path));
  return rows.map(({ number, from, to, timecode, image, audio, text, textSource, language }) => ({
    id: `${filmId}/${String(number).padStart(6, '0')}`,
    ...{ image: inFolder(image), audio: inFolder(audio), text, textIsPath: false, language, keywords, isVideo: false },
    film: { asset: item.media.film.path, filmId, from: `${from}`, to: `${to}`, timecode, textSource },
  }));
}

/** The id of the item; the path of the film if other items have ids that could be those of its parts. */
function filmIdOf({ id, media }: FilmItem, items: readonly Item[]): string {
  const isTaken = (candidate: string) => items.some((other) => other.id.startsWith(`${candidate}/`));
  return [id, media.film.path.normalize('NFC')].find((candidate) => !isTaken(candidate)) ?? `${media.film.path}/film`;
}

/** A row with its paths relative to the media root instead of the folder. */
export function withMediaRoot(row: FolderRow, root: string, mediaRoot: string): FolderRow {
  if (mediaRoot === root) return row;
  const moved = (path: string) => (path === '' ? '' : posix.join(toPosix(relative(mediaRoot, root)), path));
  const text = row.textIsPath ? moved(row.text) : row.text;
  const film = row.film && { ...row.film, asset: moved(row.film.asset) };
  return { ...row, image: moved(row.image), audio: moved(row.audio), text, ...(film && { film }) };
}

const toPosix = (path: string) => path.replaceAll(sep, '/');

/** The deepest folder that contains both. */
export function commonFolder(a: string, b: string): string {
  const [first, second] = [a.split(sep), b.split(sep)];
  const numCommon = first.findIndex((name, i) => name !== second[i]);
  return (numCommon < 0 ? first : first.slice(0, numCommon)).join(sep) || sep;
}
