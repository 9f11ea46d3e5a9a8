import { realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { findAlike } from './alike-path.ts';
import { UnusableMediaError } from './sample.ts';

/** A media file that was found: where it really lies, how large it is, and when it changed. */
export interface MediaFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/**
 * Finds a media file inside a root, links followed. A name in the other Unicode form (é as one character or as two) is the same name.
 *
 * @param root a folder that exists, itself free of symbolic links (`realpathSync`)
 * @param path relative to the root
 * @throws UnusableMediaError where it is missing, not a file, empty, or leads out of the root; says which name differs by case alone
 */
export function findMediaFile(root: string, path: string): MediaFile {
  if (/^[a-z][\w+.-]+:\/\//i.test(path)) throw new UnusableMediaError(`not a path: ${path} is a URL. Write the path of a file in ${root}.`);
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
    if (code === 'EACCES')
      throw new UnusableMediaError(`no permission: a folder of ${path} cannot be entered (EACCES). Give yourself access to it.`);
    const alike = findAlike(root, wanted);
    if (alike?.isSame) return followed(resolve(root, alike.path), path);
    const remedy = remedyFor(path, alike?.path ?? findUnescaped(root, path));
    throw new UnusableMediaError(`missing: ${path} is not there (${code})${remedy}`);
  }
}

/** Where a name leads that is in its folder: what fails is a link. */
function followed(entry: string, path: string): string {
  try {
    return realpathSync.native(entry);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnusableMediaError(
      `missing: ${path} is a link that cannot be followed (${code}). Restore what it links to, or correct the manifest.`,
    );
  }
}

function remedyFor(path: string, alike: string | undefined): string {
  if (alike !== undefined) return `, but ${alike} is. Correct the manifest.`;
  if (/^[a-z]:/i.test(path))
    return `: it begins with a drive of Windows. Write paths relative to the manifest's folder, or to --media-root.`;
  return '. Put it there or correct the manifest.';
}

/** What a path of a URL stands for: "a%20b.jpg" is "a b.jpg"; undefined where that is not there either. */
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
  if (!stat.isFile()) throw new UnusableMediaError(`not a file: ${path} is a folder or a device. Name a file.`);
  if (stat.size === 0) throw new UnusableMediaError(`empty: ${path} has 0 bytes. Copy it again.`);
  return stat;
}

const isInside = (root: string, path: string) => path.startsWith(root.endsWith(sep) ? root : root + sep);

const outside = (path: string, root: string) =>
  new UnusableMediaError(`outside the media root: ${path} leads out of ${root}. Move it inside, or name another --media-root.`);
