import { columnOf, extensionRank, type MediaColumn } from './file-kind.ts';
import { fold, withoutModalityFolders } from './modality-folders.ts';
import { languageSuffix, type NamedFile } from './named-file.ts';

/** `stem`: files of one name in one folder belong together; `folder`: all files of one folder do. */
export type PairingRule = 'stem' | 'folder';

/** Files that belong together: a row of the manifest, where they are more than sidecars. */
export interface Item {
  /** unique, NFC, with forward slashes */
  readonly id: string;
  /** the file of each column that has one, the first of `candidates` */
  readonly media: Readonly<Partial<Record<MediaColumn, NamedFile>>>;
  /** files for a column that another file fills already */
  readonly spare: readonly { readonly file: NamedFile; readonly column: MediaColumn; readonly used: NamedFile }[];
  readonly sidecars: readonly NamedFile[];
}

export interface Pairing {
  readonly rule: PairingRule;
  readonly items: readonly Item[];
  /** items of two modalities or more by each rule; a sidecar counts as a text */
  readonly numPaired: Readonly<Record<PairingRule, number>>;
}

/**
 * Which files belong together. Without a rule it is `folder` where every folder below the first has at most one picture, sound and text,
 * two folders or more have several of them, and more files find each other than by `stem`.
 */
export function pairFiles(files: readonly NamedFile[], chosen?: PairingRule): Pairing {
  const place = withoutModalityFolders(new Set(files.map(({ folder }) => folder)));
  const stems = itemsBy(stemKeys(files, place), files);
  const folders = itemsBy(folderKeys(files, place), files);
  const numPaired = { stem: stems.filter(isPaired).length, folder: folders.filter(isPaired).length };
  const below = folders.filter(({ media }) => Object.values(media).some(({ folder }) => place(folder) !== ''));
  const areFoldersItems = below.every(({ spare }) => spare.length === 0) && below.filter(isPaired).length > 1;
  const rule = chosen ?? (areFoldersItems && numPaired.folder > numPaired.stem ? 'folder' : 'stem');
  return { rule, items: rule === 'folder' ? folders : stems, numPaired };
}

/** The name that a file shares with those that belong to it, with its place in front. */
type KeyOf = (file: NamedFile) => string;
type Place = (folder: string) => string;

const join = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`).normalize('NFC').trim();

/** By folder, a file directly in the first folder is an item by its own name. */
function folderKeys(files: readonly NamedFile[], place: Place): KeyOf {
  const stemKey = stemKeys(files, place);
  return (file) => place(file.folder).normalize('NFC') || stemKey(file);
}

/** A text or sidecar may be called after a file as a whole (a1.jpg.json), and a text may say its language (a1.de.srt). */
function stemKeys(files: readonly NamedFile[], place: Place): KeyOf {
  const stemByName = new Map<string, string>();
  const mediaStems = new Set<string>();
  for (const { kind, folder, name, stem } of files) {
    if (kind === 'text' || kind === 'sidecar') continue;
    stemByName.set(fold(join(place(folder), name)), stem);
    mediaStems.add(fold(join(place(folder), stem)));
  }
  return ({ kind, folder, stem }) => {
    const at = place(folder);
    if (kind !== 'text' && kind !== 'sidecar') return join(at, stem);
    const named = namesMeant(stem).map((name) => stemByName.get(fold(join(at, name))));
    const bare = [stem, languageSuffix(stem)?.stem, infoStem(stem)].filter(
      (one) => one !== undefined && mediaStems.has(fold(join(at, one))),
    );
    return join(at, [...named, ...bare].find((one) => one !== undefined) ?? stem);
  };
}

/** Names of files that a sidecar may be called after, as Google Takeout shortens and numbers them: a1.jpg.supplemental-meta(2).json is of a1(2).jpg. */
function namesMeant(stem: string): string[] {
  const [, name, extension, number = ''] = /^(.+?)(\.[a-z\d]{1,5})(?:\.s[a-z-]*)?(\(\d+\))?$/i.exec(stem) ?? [];
  const language = languageSuffix(stem);
  return [stem, ...(name ? [`${name}${number}${extension}`] : []), ...(language ? [language.stem] : [])];
}

/** yt-dlp writes a1.info.json. */
const infoStem = (stem: string) => /^(.+)\.info$/i.exec(stem)?.[1];

/** Files of one key, then keys that differ in case alone, where no column would have two files by it. */
function itemsBy(keyOf: KeyOf, files: readonly NamedFile[]): Item[] {
  const exact = new Map<string, NamedFile[]>();
  for (const file of files) getOrAdd(exact, keyOf(file)).push(file);
  const merged = new Map<string, [string, NamedFile][][]>();
  for (const [key, group] of [...exact].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const keyed = group.map((file): [string, NamedFile] => [key, file]);
    const others = getOrAdd(merged, fold(key));
    const fitting = others.find((other) => !haveSameColumn(other, keyed));
    if (fitting) fitting.push(...keyed);
    else others.push(keyed);
  }
  return [...merged.values()].flat().map(toItem);
}

function getOrAdd<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

const columnsOf = (files: readonly [string, NamedFile][]) =>
  files.map(([, { kind }]) => columnOf(kind)).filter((column) => column !== undefined);

const haveSameColumn = (some: readonly [string, NamedFile][], others: readonly [string, NamedFile][]) => {
  const columns = new Set(columnsOf(some));
  return columnsOf(others).some((column) => columns.has(column));
};

const columns: readonly MediaColumn[] = ['image', 'audio', 'text'];

function toItem(keyed: readonly [string, NamedFile][]): Item {
  const ordered = [...keyed].sort(([, a], [, b]) => inOrderOfUse(a, b));
  const files = ordered.map(([, file]) => file);
  const media: Partial<Record<MediaColumn, NamedFile>> = {};
  const spare = [];
  for (const file of files) {
    const column = columnOf(file.kind);
    if (column === undefined) continue;
    const used = media[column];
    if (used) spare.push({ file, column, used });
    else media[column] = file;
  }
  const first = columns.map((column) => media[column]).find((file) => file !== undefined);
  const [id] = ordered.find(([, file]) => file === first) ?? ordered[0];
  return { id, media, spare, sidecars: files.filter(({ kind }) => kind === 'sidecar') };
}

const natural = new Intl.Collator('en', { numeric: true });

/** Ids and paths in the order that people count in: a2 before a10. */
export const compareNaturally = (a: string, b: string): number => natural.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

function inOrderOfUse(a: NamedFile, b: NamedFile): number {
  const ranks = extensionRank(a.extension) - extensionRank(b.extension);
  const languages = Number(languageSuffix(a.stem) !== undefined) - Number(languageSuffix(b.stem) !== undefined);
  return ranks || languages || compareNaturally(a.path, b.path);
}

function isPaired({ media, sidecars }: Item): boolean {
  const hasText = media.text !== undefined || sidecars.length > 0;
  return Number(media.image !== undefined) + Number(media.audio !== undefined) + Number(hasText) > 1;
}
