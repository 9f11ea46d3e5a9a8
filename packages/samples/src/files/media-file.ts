import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { UnusableMediaError } from '../sample.ts';

export interface MediaFile {
  /** absolute, symbolic links resolved */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/**
 * Finds a media file inside a root folder; symbolic links are followed. Names that differ only in their Unicode form (é as one
 * character or as two) are the same name.
 *
 * @param root an existing folder, itself free of symbolic links (`realpathSync`)
 * @param path relative to the root
 * @throws UnusableMediaError if the file is missing, empty, not a file or outside the root. If a file exists whose name differs only in
 *   case, the message names it.
 */
export function findMediaFile(root: string, path: string): MediaFile {
  if (/^[a-z][\w+.-]+:\/\//i.test(path)) {
    throw new UnusableMediaError(`not a path: ${path} is a URL. Use the path of a file in ${root}.`);
  }
  const wanted = resolve(root, path);
  if (!isInside(root, wanted)) throw outside(path, root);
  const real = realPath(root, wanted, path);
  if (!isInside(root, real)) throw outside(path, root);
  const { size, mtimeMs } = statFile(real, path);
  return { path: real, sizeBytes: size, modifiedMs: mtimeMs };
}

function realPath(root: string, wanted: string, path: string): string {
  try {
    return realpathSync.native(wanted);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') {
      throw new UnusableMediaError(`no permission: a folder of ${path} cannot be opened (EACCES). Change its permissions.`);
    }
    const similar = findSimilarPath(root, wanted);
    if (similar?.isSameName) return resolveLink(resolve(root, similar.path), path);
    const remedy = remedyFor(path, similar?.path ?? findUnescaped(root, path));
    throw new UnusableMediaError(`missing: ${path} does not exist (${code})${remedy}`);
  }
}

/** The target of an entry that its folder lists. Since the entry exists, a failure means a broken link. */
function resolveLink(entry: string, path: string): string {
  try {
    return realpathSync.native(entry);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnusableMediaError(`missing: ${path} is a broken link (${code}). Restore its target or correct the manifest.`);
  }
}

function remedyFor(path: string, similar: string | undefined): string {
  if (similar !== undefined) return `, but ${similar} does. Correct the manifest.`;
  if (/^[a-z]:/i.test(path)) {
    return `: the path starts with a Windows drive. Use paths relative to the manifest's folder, or to --media-root.`;
  }
  return '. Restore the file or correct the manifest.';
}

/** The path with its percent-encoding removed ("a%20b.jpg" → "a b.jpg"), if such a file exists. */
function findUnescaped(root: string, path: string): string | undefined {
  try {
    const unescaped = decodeURIComponent(path);
    return unescaped !== path && isInside(root, resolve(root, unescaped)) && statSync(resolve(root, unescaped)).isFile()
      ? unescaped
      : undefined;
  } catch {
    return undefined;
  }
}

function statFile(real: string, path: string) {
  const stat = statSync(real);
  if (!stat.isFile()) throw new UnusableMediaError(`not a file: ${path} is a folder or a device. Use the path of a file.`);
  if (stat.size === 0) throw new UnusableMediaError(`empty: ${path} has 0 bytes. Copy the file again.`);
  return stat;
}

const isInside = (root: string, path: string) => path.startsWith(root.endsWith(sep) ? root : root + sep);

const outside = (path: string, root: string) =>
  new UnusableMediaError(`outside the media root: ${path} is not in ${root}. Move the file, or set another --media-root.`);

interface SimilarPath {
  /** relative to the root */
  readonly path: string;
  /** whether the names are equal once both are in NFC */
  readonly isSameName: boolean;
}

/** The existing path that differs from a missing one only in case or Unicode form. @param wanted a missing path inside `root` */
function findSimilarPath(root: string, wanted: string): SimilarPath | undefined {
  let found = '';
  for (const name of relative(root, wanted).split(sep)) {
    const names = namesIn(join(root, found))?.get(foldName(name)) ?? [];
    const next = names.find((each) => each === name) ?? names.find((each) => isSameName(each, name)) ?? names.at(0);
    if (next === undefined) return undefined;
    found = join(found, next);
  }
  return { path: found, isSameName: isSameName(found, relative(root, wanted)) };
}

const isSameName = (a: string, b: string) => a.normalize('NFC') === b.normalize('NFC');

/** Lower case, NFC. */
const foldName = (name: string) => name.normalize('NFC').toLowerCase();

type NamesByFold = ReadonlyMap<string, readonly string[]>;

/** Folders whose listings are kept, so that each missing file does not list its folder again. */
const maxListings = 64;
const listings = new Map<string, { readonly modifiedMs: number; readonly names: NamesByFold }>();

/** The names in a folder by their folded form; undefined if the folder cannot be listed. */
function namesIn(folder: string): NamesByFold | undefined {
  try {
    const { mtimeMs } = statSync(folder);
    const cached = listings.get(folder);
    if (cached?.modifiedMs === mtimeMs) return cached.names;
    const names = byFoldedName(readdirSync(folder));
    if (listings.size >= maxListings) listings.clear();
    listings.set(folder, { modifiedMs: mtimeMs, names });
    return names;
  } catch {
    return undefined;
  }
}

function byFoldedName(names: readonly string[]): NamesByFold {
  const groups = new Map<string, string[]>();
  for (const name of names) groups.set(foldName(name), [...(groups.get(foldName(name)) ?? []), name]);
  return groups;
}
