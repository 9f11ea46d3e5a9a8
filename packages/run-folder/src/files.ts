import { writeFilesAtomically } from '@mmae/files';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { RunFolderError, toReadError, toWriteError } from './run-folder-error.ts';
import { expectShape, recordOf, type Shape } from './shape.ts';

/** The version of the run folder's format. Newer ones are refused. */
export const formatVersion = 1;

/** The content of `checksums.json`: the SHA-256 of every file that is written once, by its path in the folder. */
type Checksums = Readonly<Record<string, string>>;

/**
 * Writes files that belong together, atomically: a full disk or a crash leaves the earlier ones. Their checksums go into `checksums.json` of the
 * same folder.
 *
 * @param files contents by path relative to `folder`
 * @throws RunFolderError if the disk is full or read-only, or access is denied
 */
export async function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  try {
    const sums = {
      ...(await readChecksums(folder)),
      ...Object.fromEntries(Object.entries(files).map(([path, data]) => [path, sha256(data)])),
    };
    await replaceFiles(folder, { ...files, [checksumsFile]: checksumsText(sums) });
  } catch (cause) {
    throw toWriteError('writeFiles', join(folder, Object.keys(files).join(', ')), cause);
  }
}

/**
 * Sets the checksum of `path` to that of its current content, or drops it while the file is still written to.
 *
 * @throws RunFolderError if the disk is full or read-only, or access is denied
 */
export async function setChecksum(folder: string, path: string, sum: 'current' | 'dropped'): Promise<void> {
  try {
    const sums = { ...(await readChecksums(folder)) };
    if (sum === 'dropped') delete sums[path];
    else sums[path] = sha256(await readFile(join(folder, path)));
    await replaceFiles(folder, { [checksumsFile]: checksumsText(sums) });
  } catch (cause) {
    throw toWriteError('setChecksum', join(folder, checksumsFile), cause);
  }
}

/**
 * Reads a file of the run, and compares it with its checksum in `checksums.json`, if it has one.
 *
 * @throws RunFolderError if the file is missing, or differs from the one that the run wrote
 */
export async function readRunFile(folder: string, path: string): Promise<Buffer> {
  const bytes = await readFile(join(folder, path)).catch((cause) => {
    throw toReadError('readRunFile', join(folder, path), cause);
  });
  const checksums = await readChecksums(folder);
  const expected = Object.hasOwn(checksums, path) ? checksums[path] : undefined;
  const got = sha256(bytes);
  if (expected !== undefined && expected !== got) {
    throw new RunFolderError(
      `readRunFile: expected ${join(folder, path)} with sha-256 ${expected.slice(0, 12)}…, got ${got.slice(0, 12)}… (${bytes.length} bytes). ` +
        'The file was damaged or changed after the run wrote it: restore it from a copy, or run again.',
    );
  }
  return bytes;
}

/**
 * Reads a JSON document of the run.
 *
 * @param versionKey the key of the version of its format
 * @throws RunFolderError if the file is missing, damaged, not JSON, of another program, of a newer version, or of another shape
 */
export async function readDocument<S extends Shape>(folder: string, path: string, shape: S, versionKey?: string): Promise<z.output<S>> {
  return toDocument(await readRunFile(folder, path), join(folder, path), shape, versionKey);
}

function toDocument<S extends Shape>(bytes: Buffer, file: string, shape: S, versionKey = 'formatVersion'): z.output<S> {
  const document = parseJson(bytes, file);
  checkVersion(document, file, versionKey);
  return expectShape(document, file, shape);
}

/** @throws RunFolderError unless a document is of this version or an older one */
function checkVersion(document: unknown, file: string, key: string): void {
  const version = typeof document === 'object' && document !== null ? (document as Record<string, unknown>)[key] : undefined;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new RunFolderError(
      `checkVersion: expected "${key}" as a whole number from 1 in ${file}, got ${JSON.stringify(version)}. ` +
        'This is not a run of MMAE, or it was changed by hand: name a folder that mmae-train wrote.',
    );
  }
  if (version > formatVersion) {
    throw new RunFolderError(
      `checkVersion: expected "${key}" up to ${formatVersion} in ${file}, got ${version}. A newer MMAE wrote it: update MMAE to read it.`,
    );
  }
}

/** The checksums in `checksums.json`; none if the folder has no such file. */
export async function readChecksums(folder: string): Promise<Checksums> {
  const file = join(folder, checksumsFile);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw toReadError('readChecksums', file, cause);
  });
  return bytes ? toDocument(bytes, file, checksumsShape).files : {};
}

export const toJson = (document: unknown) => `${JSON.stringify(document, null, 2)}\n`;

const checksumsFile = 'checksums.json';
const checksumsShape = z.object({ files: recordOf(z.string().regex(/^[0-9a-f]{64}$/)) });

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest('hex');

const checksumsText = (files: Checksums) => toJson({ formatVersion, files });

function parseJson(bytes: Buffer, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const got = `${bytes.length} bytes: ${(cause as Error).message}`;
    throw new RunFolderError(
      `readDocument: expected JSON in ${file}, got ${got}. The file is damaged: restore it from a copy, or run again.`,
    );
  }
}

/** Writes files by path relative to `folder`, and creates their folders. */
async function replaceFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  const contents = Object.fromEntries(Object.entries(files).map(([path, data]) => [join(folder, path), data]));
  for (const parent of new Set(Object.keys(contents).map(dirname))) await mkdir(parent, { recursive: true });
  await writeFilesAtomically(contents);
}
