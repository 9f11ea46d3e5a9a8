import { readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A path that exists and differs from one that does not by the case of its letters or its Unicode form. */
export interface AlikePath {
  /** relative to the root */
  readonly path: string;
  /** whether it differs by its Unicode form alone */
  readonly isSame: boolean;
}

/** @param wanted a path inside `root` that does not exist */
export function findAlike(root: string, wanted: string): AlikePath | undefined {
  let found = '';
  for (const name of relative(root, wanted).split(sep)) {
    const names = namesIn(join(root, found))?.get(fold(name)) ?? [];
    const next = names.find((each) => each === name) ?? names.find((each) => isSame(each, name)) ?? names.at(0);
    if (next === undefined) return undefined;
    found = join(found, next);
  }
  return { path: found, isSame: isSame(found, relative(root, wanted)) };
}

const isSame = (a: string, b: string) => a.normalize('NFC') === b.normalize('NFC');

/** Letters in their lower case and in one Unicode form. */
const fold = (name: string) => name.normalize('NFC').toLowerCase();

type Names = ReadonlyMap<string, readonly string[]>;

/** So many folders are remembered, so that each of many missing files does not list its folder again. */
const mostFolders = 64;
const listings = new Map<string, { readonly modifiedMs: number; readonly names: Names }>();

/** The names in a folder, by how they are compared; undefined where it cannot be listed. */
function namesIn(folder: string): Names | undefined {
  try {
    const { mtimeMs } = statSync(folder);
    const known = listings.get(folder);
    if (known?.modifiedMs === mtimeMs) return known.names;
    const names = grouped(readdirSync(folder));
    if (listings.size >= mostFolders) listings.clear();
    listings.set(folder, { modifiedMs: mtimeMs, names });
    return names;
  } catch {
    return undefined;
  }
}

function grouped(names: readonly string[]): Names {
  const groups = new Map<string, string[]>();
  for (const name of names) groups.set(fold(name), [...(groups.get(fold(name)) ?? []), name]);
  return groups;
}
