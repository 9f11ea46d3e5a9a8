import { InputError } from '@mmae/input';
import { realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { isFilmItem, readFilmItem, withoutFilm, type FilmReader } from './films.ts';
import { commonFolder, filmRows, withMediaRoot } from './folder-rows.ts';
import { expectReplaceable, writeRows, type RowCounts } from './manifest-file.ts';
import { identifyFiles } from './named-file.ts';
import { compareNaturally, pairFiles, type Item, type Pairing, type PairingRule } from './pairing.ts';
import { readItem, type FolderRow } from './read-item.ts';
import { walkFolder, type AddNote, type FileNote } from './walk-folder.ts';

export interface FolderManifestOptions {
  /** the file to write; default: FOLDER/manifest.csv */
  readonly out?: string;
  /** whether an existing file is replaced, whatever it contains */
  readonly replace?: boolean;
  /** turns films into rows; without one, only the audio of videos is used */
  readonly films?: FilmReader;
  /** folders that are not searched for media, absolute and free of symbolic links */
  readonly skippedFolders?: readonly string[];
  /** which files belong together; default: chosen by `pairFiles` */
  readonly pair?: PairingRule;
  /** adds a column `label` with the name of each item's folder */
  readonly labelFromFolder?: boolean;
  /** adds a column `group` with the path of each item's folder */
  readonly groupFromFolder?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FolderProgress) => void;
}

/** The number of files found, files identified, films read or items written. */
export interface FolderProgress {
  readonly step: 'find' | 'identify' | 'film' | 'write';
  readonly done: number;
  readonly total?: number;
}

export interface FolderManifest extends RowCounts {
  /** absolute */
  readonly file: string;
  /** the folder that the manifest's paths are relative to, symbolic links resolved */
  readonly mediaRoot: string;
  readonly pairing: Omit<Pairing, 'items'>;
  /** films that gave rows, and how many */
  readonly numFilms: number;
  readonly numShots: number;
  /** about files that are not in the manifest, or of which some content was not used; sorted by path */
  readonly notes: readonly FileNote[];
  /** hidden and system files and folders, which were not opened */
  readonly numIgnored: number;
}

/** Items whose files are read concurrently. */
const maxConcurrentItems = 4;

/**
 * Writes a manifest of all media in a folder and its subfolders: RFC 4180, UTF-8, ordered by id. The same folder gives the same bytes.
 * The file is written atomically. If the folder has no media, `numRows` is 0 and no file is written.
 *
 * A manifest that exists is replaced if `replace` is set, or if `films` is given and this function wrote it and nobody changed it since.
 *
 * @throws InputError if `folder` is not a folder, or the manifest may not be replaced or cannot be written; the reason of an aborted signal
 */
export async function writeFolderManifest(folder: string, options: FolderManifestOptions = {}): Promise<FolderManifest> {
  try {
    return await writeManifest(folder, options);
  } catch (error) {
    options.signal?.throwIfAborted(); // rather than the error of the stream
    throw error;
  }
}

async function writeManifest(folder: string, options: FolderManifestOptions): Promise<FolderManifest> {
  const { pair, films, skippedFolders = [], signal = new AbortController().signal, onProgress = () => undefined } = options;
  const root = await rootOf(folder);
  const file = resolve(options.out ?? join(folder, 'manifest.csv'));
  const replacement = { replace: options.replace, recordFolder: films?.mediaFolder };
  await expectReplaceable(file, replacement);

  const notes: FileNote[] = [];
  const addNote = (path: string, reason: string) => void notes.push({ path, reason });
  const onFound = (done: number) => onProgress({ step: 'find', done });
  const { paths, numIgnored } = await walkFolder(root, addNote, {
    signal,
    skipped: [...skippedFolders, ...(films ? [films.mediaFolder, join(root, relative(folder, file))] : [])],
    onFound,
  });
  const onIdentified = (done: number) => onProgress({ step: 'identify', done, total: paths.length });
  const identification = { signal, withFilms: films !== undefined, onIdentified };
  const files = await identifyFiles(root, [...paths].sort(compareNaturally), addNote, identification);
  const { items, ...pairing } = pairFiles(files, pair);
  const ordered = [...items].sort((a, b) => compareNaturally(a.id, b.id));
  const work = { root, addNote, signal, onProgress };
  const { filmRowsOf, others, numFilms, numShots } = await readFilms(ordered, films, work);
  const mediaRoot = numFilms === 0 ? root : commonFolder(root, films!.mediaFolder);
  const read = async (item: Item) => {
    const row = filmRowsOf.get(item) ?? (await readItem(root, others.get(item) ?? item, addNote));
    return (row === undefined || Array.isArray(row) ? (row ?? []) : [row]).map((one) => withMediaRoot(one, root, mediaRoot));
  };
  const rows = Readable.from(ordered).map(read, { concurrency: maxConcurrentItems, signal }) as AsyncIterable<FolderRow[]>;
  const onWritten = (done: number) => onProgress({ step: 'write', done, total: items.length });
  const counts = await writeRows(file, rows, { ...options, ...replacement, withFilms: numFilms > 0, signal, onWritten });

  notes.sort((a, b) => compareNaturally(a.path, b.path) || compareNaturally(a.reason, b.reason));
  return { file, mediaRoot, pairing, ...counts, numFilms, numShots, notes, numIgnored };
}

interface FilmWork {
  readonly root: string;
  readonly addNote: AddNote;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FolderProgress) => void;
}

/** Reads all films, one after the other. @returns the rows of each film, and films without video as items of another kind */
async function readFilms(items: readonly Item[], films: FilmReader | undefined, { root, addNote, signal, onProgress }: FilmWork) {
  const filmRowsOf = new Map<Item, FolderRow[]>();
  const others = new Map<Item, Item>();
  const filmItems = items.filter(isFilmItem);
  let [numFilms, numShots] = [0, 0];
  for (const [index, item] of filmItems.entries()) {
    signal.throwIfAborted();
    onProgress({ step: 'film', done: index, total: filmItems.length });
    const result = await readFilmItem(films!, root, item, { addNote, signal, number: index + 1, numFilms: filmItems.length });
    if (result === undefined) others.set(item, withoutFilm(item));
    else filmRowsOf.set(item, filmRows(item, result, { root, films: films!, items }));
    numFilms += Number(result !== undefined && result.rows.length > 0);
    numShots += result?.rows.length ?? 0;
  }
  return { filmRowsOf, others, numFilms, numShots };
}

async function rootOf(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return realpath(folder);
  throw new InputError(
    `writeFolderManifest: expected a folder, got ${folder}, ${found ? 'a file' : 'which does not exist'}. Give the path of a folder of media.`,
  );
}
