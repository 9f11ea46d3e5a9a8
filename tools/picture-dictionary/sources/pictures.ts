import type { SourceName } from './packages.ts';

/** A picture of a package, and what it may show. */
export interface Picture {
  readonly source: SourceName;
  /** its path within the package */
  readonly path: string;
  /** what it is called; the first that names a concept counts */
  readonly titles: readonly string[];
  /** labels that it can have, by its folder */
  readonly labels: readonly string[];
  /** whether only a title that is a concept as a whole counts, as its folder says little */
  readonly needsWhole: boolean;
  /** the bytes of the file */
  load(): Buffer;
}

/** Folders, and the labels that pictures in them can have. */
export type FolderLabels = readonly (readonly [folder: RegExp, labels: string])[];

/** The labels of a folder; undefined if none of its pictures are used. */
export function labelsOfFolder(path: string, folders: FolderLabels): readonly string[] | undefined {
  return folders.find(([folder]) => folder.test(path))?.[1].split(' ');
}
