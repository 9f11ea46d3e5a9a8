import { languageTag } from '@mmae/subtitles';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileKind, fileKindWithFilms, kindOfExtension, type FileKind } from './file-kind.ts';
import { codeOf, type AddNote, type FileNote } from './walk-folder.ts';

/** A file of a known kind, and the parts of its path that pairing needs. */
export interface NamedFile {
  /** relative to the folder, as on disk, with forward slashes */
  readonly path: string;
  readonly kind: FileKind;
  readonly sizeBytes: number;
  /** empty for files directly in the folder */
  readonly folder: string;
  readonly name: string;
  /** the name without its extension */
  readonly stem: string;
  /** in lower case, without its dot; empty if the name has none */
  readonly extension: string;
}

/** Splits a path. Only what looks like an extension counts as one: "Mr. Smith" has none. */
export function pathParts(path: string): Pick<NamedFile, 'folder' | 'name' | 'stem' | 'extension'> {
  const slash = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
  const [, stem = name, extension = ''] = /^(.+)\.([a-z\d]{1,5})\s*$/is.exec(name) ?? [];
  return { folder, name, stem, extension: extension.toLowerCase() };
}

/** The language at the end of a text's name ("a1.de" of a1.de.srt), and the stem without it. */
export function languageSuffix(stem: string): { readonly stem: string; readonly language: string } | undefined {
  const [, rest, suffix] = /^(.+)\.([a-z]{2}(?:[-_][a-z]{2,4})?)$/i.exec(stem) ?? [];
  const language = suffix && languageTag(suffix);
  return language ? { stem: rest, language } : undefined;
}

/** Whether a title is only the name of a file, as cameras and exports write it. */
export const isFileName = (text: string): boolean => /^\S+$/.test(text) && kindOfExtension(pathParts(text).extension) !== undefined;

const headLength = 64;
const maxOpenFiles = 16;

/** Determines the kind of every file by its name and first bytes. @returns the files of a known kind, in the order of the paths */
export async function identifyFiles(
  root: string,
  paths: readonly string[],
  addNote: AddNote,
  { signal, withFilms, onIdentified }: { signal: AbortSignal; withFilms: boolean; onIdentified: (count: number) => void },
): Promise<NamedFile[]> {
  const kindOf = withFilms ? fileKindWithFilms : fileKind;
  const results = Readable.from(paths).map((path: string) => identify(root, path, kindOf), { concurrency: maxOpenFiles, signal });
  const files: NamedFile[] = [];
  let numIdentified = 0;
  for await (const result of results as AsyncIterable<NamedFile | FileNote>) {
    if ('reason' in result) addNote(result.path, result.reason);
    else files.push(result);
    onIdentified((numIdentified += 1));
  }
  return files;
}

async function identify(root: string, path: string, kindOf: typeof fileKind): Promise<NamedFile | FileNote> {
  try {
    const { head, sizeBytes } = await readHead(join(root, path));
    if (sizeBytes === 0) return { path, reason: 'empty: 0 bytes. Copy it again.' };
    const parts = pathParts(path);
    const kind = kindOf(parts.extension, head);
    return typeof kind === 'string' ? { path, kind, sizeBytes, ...parts } : { path, ...kind };
  } catch (error) {
    return { path, reason: `unreadable: ${codeOf(error)}. Check its permissions, or copy it again.` };
  }
}

async function readHead(path: string): Promise<{ head: Uint8Array; sizeBytes: number }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0);
    return { head: buffer.subarray(0, bytesRead), sizeBytes: bytesRead === 0 ? 0 : (await file.stat()).size };
  } finally {
    await file.close();
  }
}
