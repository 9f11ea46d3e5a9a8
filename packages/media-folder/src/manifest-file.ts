import { toCsv } from '@mmae/csv';
import { writeFileAtomically } from '@mmae/files';
import { InputError } from '@mmae/input';
import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { headerOf, toCells, type ColumnOptions } from './folder-rows.ts';
import type { FolderRow } from './read-item.ts';

export interface RowCounts {
  readonly numRows: number;
  /** the number of rows with each modality, with two or more modalities, and with the audio of a video */
  readonly numWith: {
    readonly image: number;
    readonly audio: number;
    readonly text: number;
    readonly several: number;
    readonly video: number;
  };
}

/** Which existing manifests are replaced. */
export interface Replacement {
  readonly replace?: boolean;
  /** a folder with a record of the manifests that were written; they are replaced unless they were changed */
  readonly recordFolder?: string;
}

interface WriteOptions extends ColumnOptions, Replacement {
  readonly signal: AbortSignal;
  readonly onWritten: (count: number) => void;
}

const rowsPerWrite = 512;

/** Writes the rows of all items to a draft next to the file, and renames it when it is complete. */
export async function writeRows(file: string, items: AsyncIterable<readonly FolderRow[]>, options: WriteOptions): Promise<RowCounts> {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.draft`);
  const numWith = { image: 0, audio: 0, text: 0, several: 0, video: 0 };
  const hash = createHash('sha256');
  let numRows = 0;
  let numItems = 0;
  const handle = await openDraft(draft);
  const write = async (cells: readonly string[][]) => {
    const csv = toCsv(cells);
    hash.update(csv);
    await handle.write(csv);
  };
  try {
    let chunk: string[][] = [headerOf(options)];
    for await (const rows of items) {
      options.onWritten((numItems += 1));
      for (const row of rows) {
        numRows += 1;
        count(row, numWith);
        chunk.push(toCells(row, options));
      }
      if (chunk.length < rowsPerWrite) continue;
      await write(chunk);
      chunk = [];
    }
    await write(chunk);
    await handle.sync();
    options.signal.throwIfAborted();
    await expectReplaceable(file, options);
    if (numRows > 0 && options.withFilms && options.recordFolder !== undefined) await addToRecord(options.recordFolder, hash.digest('hex'));
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

function count({ image, audio, text, isVideo }: FolderRow, numWith: { -readonly [K in keyof RowCounts['numWith']]: number }): void {
  const present = [image, audio, text].filter((cell) => cell !== '').length;
  numWith.image += Number(image !== '');
  numWith.audio += Number(audio !== '');
  numWith.text += Number(text !== '');
  numWith.several += Number(present > 1);
  numWith.video += Number(isVideo);
}

/** @throws InputError if the manifest exists and may not be replaced */
export async function expectReplaceable(file: string, { replace = false, recordFolder }: Replacement): Promise<void> {
  if (replace || !(await exists(file))) return;
  if (recordFolder !== undefined && (await readRecord(recordFolder)).includes(await hashOf(file))) return;
  throw new InputError(
    `writeFolderManifest: expected a manifest that does not exist yet, got ${file}. Remove or rename it, or choose another file: --out FILE. Or replace it: --replace.`,
  );
}

const exists = (file: string) =>
  access(file, constants.F_OK).then(
    () => true,
    () => false,
  );

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** The record keeps the hashes of this many manifests. */
const maxRecorded = 64;

const recordOf = (folder: string) => join(folder, 'manifests.json');

async function readRecord(folder: string): Promise<readonly string[]> {
  try {
    const { sha256 } = JSON.parse(await readFile(recordOf(folder), 'utf8')) as { sha256?: unknown };
    return Array.isArray(sha256) ? (sha256 as string[]) : [];
  } catch {
    return []; // without a record, no manifest is replaced
  }
}

async function addToRecord(folder: string, sha256: string): Promise<void> {
  const others = (await readRecord(folder)).filter((one) => one !== sha256);
  await mkdir(folder, { recursive: true });
  await writeFileAtomically(recordOf(folder), `${JSON.stringify({ sha256: [sha256, ...others].slice(0, maxRecorded) })}\n`);
}
