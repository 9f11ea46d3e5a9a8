import { InputError } from '@mmae/input';
import { parse, relative, resolve, sep } from 'node:path';

/**
 * The deepest folder that has all of the folders inside, or is one of them.
 *
 * @throws InputError if there is none, or they are on different drives
 */
export function commonFolder(folders: readonly string[]): string {
  if (folders.length === 0) throw new InputError('commonFolder: expected at least one folder, got none. Add media to the archive first.');
  const [first, ...others] = folders.map((folder) => resolve(folder));
  const { root } = parse(first);
  const stranger = others.find((folder) => parse(folder).root !== root);
  if (stranger !== undefined)
    throw new InputError(`commonFolder: expected folders of one drive, got ${first} and ${stranger}. Move the media.`);
  const parts = [first, ...others].map((folder) => relative(root, folder).split(sep));
  const numCommon = parts[0].findIndex((part, i) => parts.some((other) => other[i] !== part));
  return resolve(root, ...parts[0].slice(0, numCommon === -1 ? undefined : numCommon));
}
