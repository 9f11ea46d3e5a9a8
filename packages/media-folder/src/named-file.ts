import type { FileKind } from './file-kind.ts';
import { kindOfExtension } from './file-kind.ts';
import { languageTag } from './language-tag.ts';

/** A file of a known kind, and the parts of its path that pairing asks for. */
export interface NamedFile {
  /** relative to the folder, as it is on disk, with forward slashes */
  readonly path: string;
  readonly kind: FileKind;
  readonly sizeBytes: number;
  /** empty for files directly in the folder */
  readonly folder: string;
  readonly name: string;
  /** the name without its extension */
  readonly stem: string;
  /** in lower case, without its dot; empty where the name has none */
  readonly extension: string;
}

export type PathParts = Pick<NamedFile, 'folder' | 'name' | 'stem' | 'extension'>;

/** What follows the last dot is an extension where it looks like one: "Mr. Smith" has none. */
export function pathParts(path: string): PathParts {
  const slash = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
  const [, stem = name, extension = ''] = /^(.+)\.([a-z\d]{1,5})\s*$/is.exec(name) ?? [];
  return { folder, name, stem, extension: extension.toLowerCase() };
}

/** The language that the name of a text ends in ("a1.de" of a1.de.srt) and the stem without it. */
export function languageSuffix(stem: string): { readonly stem: string; readonly language: string } | undefined {
  const [, rest, suffix] = /^(.+)\.([a-z]{2}(?:[-_][a-z]{2,4})?)$/i.exec(stem) ?? [];
  const language = suffix && languageTag(suffix);
  return language ? { stem: rest, language } : undefined;
}

/** Whether a title is no more than the name of a file, as cameras and exports write it. */
export const isFileName = (text: string): boolean => /^\S+$/.test(text) && kindOfExtension(pathParts(text).extension) !== undefined;
