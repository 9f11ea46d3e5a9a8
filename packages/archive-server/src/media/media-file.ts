import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { httpError } from '../http/http-error.ts';

/**
 * A file of an asset, by its path relative to the root. Links are followed first, so that neither `..` nor a link leads out of the root.
 *
 * @throws 404 if there is no such file inside
 */
export function mediaFile(root: string, path: string): string {
  try {
    const [folder, file] = [realpathSync(root), realpathSync(resolve(root, path))];
    const inside = relative(folder, file);
    if (inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) return file;
  } catch {
    // missing: the same answer
  }
  throw httpError(
    404,
    `expected a file of the archive's media, got ${JSON.stringify(path)}. It is missing, or outside the folder that was added.`,
  );
}
