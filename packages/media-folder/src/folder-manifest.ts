import { toCsv } from '@mmae/csv';
import { InputError } from '@mmae/input';
import { constants } from 'node:fs';
import { access, mkdir, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { identifyFiles } from './named-file.ts';
import { compareNaturally, pairFiles, type Item, type Pairing, type PairingRule } from './pairing.ts';
import { readItem, type FolderRow } from './read-item.ts';
import { walkFolder, type FileNote } from './walk-folder.ts';

export interface FolderManifestOptions {
  /** the file to write, which must not exist; default: FOLDER/manifest.csv */
  readonly out?: string;
  /** which files belong together; default: chosen by `pairFiles` */
  readonly pair?: PairingRule;
  /** adds a column `label` with the name of each item's folder */
  readonly labelFromFolder?: boolean;
  /** adds a column `group` with the path of each item's folder */
  readonly groupFromFolder?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FolderProgress) => void;
}

/** The number of files found, files identified or rows written. */
export interface FolderProgress {
  readonly step: 'find' | 'identify' | 'write';
  readonly done: number;
  readonly total?: number;
}

export interface FolderManifest {
  /** absolute */
  readonly file: string;
  /** the folder that the manifest's paths are relative to, symbolic links resolved */
  readonly mediaRoot: string;
  readonly pairing: Omit<Pairing, 'items'>;
  readonly numRows: number;
  /** the number of rows with each modality, with two or more modalities, and with the audio of a video */
  readonly numWith: {
    readonly image: number;
    readonly audio: number;
    readonly text: number;
    readonly several: number;
    readonly video: number;
  };
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
 * @throws InputError if `folder` is not a folder, or the manifest exists or cannot be written; the reason of an aborted signal
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
  const { pair, signal = new AbortController().signal, onProgress = () => undefined } = options;
  const root = await rootOf(folder);
  const file = resolve(options.out ?? join(folder, 'manifest.csv'));
  await expectNew(file);

  const notes: FileNote[] = [];
  const addNote = (path: string, reason: string) => void notes.push({ path, reason });
  const { paths, numIgnored } = await walkFolder(root, addNote, { signal, onFound: (done) => onProgress({ step: 'find', done }) });
  const onIdentified = (done: number) => onProgress({ step: 'identify', done, total: paths.length });
  const files = await identifyFiles(root, [...paths].sort(compareNaturally), addNote, { signal, onIdentified });
  const { items, ...pairing } = pairFiles(files, pair);
  const ordered = [...items].sort((a, b) => compareNaturally(a.id, b.id));
  const rows = Readable.from(ordered).map((item: Item) => readItem(root, item, addNote), { concurrency: maxConcurrentItems, signal });
  const onWritten = (done: number) => onProgress({ step: 'write', done, total: items.length });
  const counts = await writeRows(file, rows, { ...options, signal, onWritten });

  notes.sort((a, b) => compareNaturally(a.path, b.path) || compareNaturally(a.reason, b.reason));
  return { file, mediaRoot: root, pairing, ...counts, notes, numIgnored };
}

async function rootOf(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return realpath(folder);
  throw new InputError(
    `writeFolderManifest: expected a folder, got ${folder}, ${found ? 'a file' : 'which does not exist'}. Give the path of a folder of media.`,
  );
}

async function expectNew(file: string): Promise<void> {
  const exists = await access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  throw new InputError(
    `writeFolderManifest: expected a manifest that does not exist yet, got ${file}. Remove or rename it, or choose another file: --out FILE.`,
  );
}

type Counts = Pick<FolderManifest, 'numRows' | 'numWith'>;

interface WriteOptions extends Pick<FolderManifestOptions, 'labelFromFolder' | 'groupFromFolder'> {
  readonly signal: AbortSignal;
  readonly onWritten: (count: number) => void;
}

const rowsPerWrite = 512;

/** Writes the rows to a draft next to the file, and renames it when it is complete. */
async function writeRows(file: string, items: AsyncIterable<FolderRow | undefined>, options: WriteOptions): Promise<Counts> {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.draft`);
  const numWith = { image: 0, audio: 0, text: 0, several: 0, video: 0 };
  let numRows = 0;
  let numItems = 0;
  const handle = await openDraft(draft);
  try {
    let chunk: string[][] = [headerOf(options)];
    for await (const row of items) {
      options.onWritten((numItems += 1));
      if (row === undefined) continue;
      numRows += 1;
      count(row, numWith);
      chunk.push(toCells(row, options));
      if (chunk.length < rowsPerWrite) continue;
      await handle.write(toCsv(chunk));
      chunk = [];
    }
    await handle.write(toCsv(chunk));
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
    const message = `writeFolderManifest: expected a writable folder for the manifest, got ${dirname(draft)} (${code}). Choose another file: --out FILE.`;
    throw new InputError(message, { cause: error });
  }
}

function count({ image, audio, text, isVideo }: FolderRow, numWith: { -readonly [K in keyof Counts['numWith']]: number }): void {
  const present = [image, audio, text].filter((cell) => cell !== '').length;
  numWith.image += Number(image !== '');
  numWith.audio += Number(audio !== '');
  numWith.text += Number(text !== '');
  numWith.several += Number(present > 1);
  numWith.video += Number(isVideo);
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
