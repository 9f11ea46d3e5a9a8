import { realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { UnusableMediaError } from './sample.ts';

/** A media file that was found: where it really lies, how large it is, and when it changed. */
export interface MediaFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/**
 * Finds a media file inside a root, links followed.
 *
 * @param root a folder that exists, itself free of symbolic links (`realpathSync`)
 * @param path relative to the root
 * @throws UnusableMediaError where it is missing, not a file, empty, or leads out of the root
 */
export function findMediaFile(root: string, path: string): MediaFile {
  const wanted = resolve(root, path);
  if (!isInside(root, wanted)) throw outside(path, root);
  let real: string;
  try {
    real = realpathSync.native(wanted);
  } catch (error) {
    throw new UnusableMediaError(
      `missing: ${path} is not there (${(error as NodeJS.ErrnoException).code}). Put it there or correct the manifest.`,
    );
  }
  if (!isInside(root, real)) throw outside(path, root);
  const { size, mtimeMs } = statFile(real, path);
  return { path: real, sizeBytes: size, modifiedMs: mtimeMs };
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
