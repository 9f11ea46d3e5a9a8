import { stringify } from 'csv-stringify/sync';
import { constants } from 'node:fs';
import { access, mkdir, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { identifyFiles } from './identify-files.ts';
import type { LeftAlone } from './left-alone.ts';
import { compareNaturally, pairFiles, type Item, type Pairing, type PairingRule } from './pairing.ts';
import { readItem, type FolderRow } from './read-item.ts';
import { walkFolder } from './walk-folder.ts';

export interface FolderManifestOptions {
  /** the file to be written, which must not exist; FOLDER/manifest.csv where it is not given */
  readonly out?: string;
  /** which files belong together; found by `pairFiles` where it is not given */
  readonly pair?: PairingRule;
  /** a column `label` with the name of the folder that an item is in */
  readonly labelFromFolder?: boolean;
  /** a column `group` with the path of the folder that an item is in */
  readonly groupFromFolder?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FolderProgress) => void;
}

/** How far it is: files found, files looked into, rows written. */
export interface FolderProgress {
  readonly step: 'find' | 'identify' | 'write';
  readonly done: number;
  readonly total?: number;
}

/** What was written and what was not. */
export interface FolderManifest {
  /** absolute */
  readonly file: string;
  /** what paths of the manifest are relative to, links followed */
  readonly mediaRoot: string;
  readonly pairing: Omit<Pairing, 'items'>;
  readonly numRows: number;
  /** rows with each modality, with two or more, with a film's sound */
  readonly numWith: {
    readonly image: number;
    readonly audio: number;
    readonly text: number;
    readonly several: number;
    readonly film: number;
  };
  /** in the order of their paths */
  readonly leftAlone: readonly LeftAlone[];
  /** hidden and system files and folders */
  readonly numIgnored: number;
}

/** Items whose files are read at a time. */
const mostAtOnce = 4;

/**
 * Writes a manifest of all media in a folder and below: RFC 4180, UTF-8, ordered by id, the same bytes for the same folder.
 * The file is whole or not there, whenever the process ends.
 *
 * @returns what was written; `numRows` is 0 where the folder has no media, and then no file is
 * @throws RangeError where the folder is none, or `out` exists; the signal's reason
 */
export async function writeFolderManifest(folder: string, options: FolderManifestOptions = {}): Promise<FolderManifest> {
  try {
    return await writeManifest(folder, options);
  } catch (error) {
    options.signal?.throwIfAborted(); // streams have an error of their own for it
    throw error;
  }
}

async function writeManifest(folder: string, options: FolderManifestOptions): Promise<FolderManifest> {
  const { pair, signal = new AbortController().signal, onProgress = () => undefined } = options;
  const root = await rootOf(folder);
  const file = resolve(options.out ?? join(folder, 'manifest.csv'));
  await expectNew(file);

  const leftAlone: LeftAlone[] = [];
  const leave = (path: string, reason: string) => void leftAlone.push({ path, reason });
  const { files: paths, numIgnored } = await walkFolder(root, leave, { signal, onFound: (done) => onProgress({ step: 'find', done }) });
  const looked = (done: number) => onProgress({ step: 'identify', done, total: paths.length });
  const files = await identifyFiles(root, [...paths].sort(compareNaturally), leave, { signal, onLooked: looked });
  const { items, ...pairing } = pairFiles(files, pair);
  const ordered = [...items].sort((a, b) => compareNaturally(a.id, b.id));
  const rows = Readable.from(ordered).map((item: Item) => readItem(root, item, leave), { concurrency: mostAtOnce, signal });
  const written = (done: number) => onProgress({ step: 'write', done, total: items.length });
  const counts = await writeRows(file, rows, { ...options, signal, onWritten: written });

  leftAlone.sort((a, b) => compareNaturally(a.path, b.path) || compareNaturally(a.reason, b.reason));
  return { file, mediaRoot: root, pairing, ...counts, leftAlone, numIgnored };
}

async function rootOf(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return realpath(folder);
  throw new RangeError(
    `writeFolderManifest: expected a folder, got ${folder}${found ? ', a file' : ', which is not there'}. Name a folder of media.`,
  );
}

async function expectNew(file: string): Promise<void> {
  if (
    !(await access(file, constants.F_OK).then(
      () => true,
      () => false,
    ))
  )
    return;
  throw new RangeError(
    `writeFolderManifest: expected a manifest that does not exist yet, got ${file}. Remove or rename it, or choose another file: --out FILE.`,
  );
}

type Counts = Pick<FolderManifest, 'numRows' | 'numWith'>;

interface WriteOptions extends Pick<FolderManifestOptions, 'labelFromFolder' | 'groupFromFolder'> {
  readonly signal: AbortSignal;
  readonly onWritten: (count: number) => void;
}

const rowsAtOnce = 512;

/** Through a draft next to the file, which takes its place when it is whole. */
async function writeRows(file: string, items: AsyncIterable<FolderRow | undefined>, options: WriteOptions): Promise<Counts> {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.draft`);
  const numWith = { image: 0, audio: 0, text: 0, several: 0, film: 0 };
  let numRows = 0;
  let numItems = 0;
  const handle = await openDraft(draft);
  try {
    let piece: string[][] = [headerOf(options)];
    for await (const row of items) {
      options.onWritten((numItems += 1));
      if (row === undefined) continue;
      numRows += 1;
      count(row, numWith);
      piece.push(toCells(row, options));
      if (piece.length < rowsAtOnce) continue;
      await handle.write(stringify(piece));
      piece = [];
    }
    await handle.write(stringify(piece));
    await handle.sync();
    options.signal.throwIfAborted();
    await expectNew(file);
    if (numRows > 0) await rename(draft, file);
  } finally {
    await handle.close();
    await rm(draft, { force: true });
  }
  return { numRows, numWith };
}

async function openDraft(draft: string): Promise<FileHandle> {
  try {
    await mkdir(dirname(draft), { recursive: true });
    return await open(draft, 'w');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const rule = 'expected a place for the manifest that can be written to';
    throw new RangeError(`writeFolderManifest: ${rule}, got ${dirname(draft)} (${code}). Choose a file elsewhere: --out FILE.`, {
      cause: error,
    });
  }
}

function count({ image, audio, text, isFilm }: FolderRow, numWith: { -readonly [K in keyof Counts['numWith']]: number }): void {
  const present = [image, audio, text].filter((cell) => cell !== '').length;
  numWith.image += Number(image !== '');
  numWith.audio += Number(audio !== '');
  numWith.text += Number(text !== '');
  numWith.several += Number(present > 1);
  numWith.film += Number(isFilm);
}

const headerOf = ({ labelFromFolder, groupFromFolder }: WriteOptions) => [
  'id',
  ...(labelFromFolder ? ['label'] : []),
  ...(groupFromFolder ? ['group'] : []),
  ...['image', 'audio', 'text', 'language', 'keywords'],
];

function toCells({ id, image, audio, text, language, keywords }: FolderRow, { labelFromFolder, groupFromFolder }: WriteOptions): string[] {
  const slash = id.lastIndexOf('/');
  const folder = slash < 0 ? '' : id.slice(0, slash);
  return [
    id,
    ...(labelFromFolder ? [posix.basename(folder)] : []),
    ...(groupFromFolder ? [folder] : []),
    image,
    audio,
    text,
    language,
    keywords,
  ];
}
