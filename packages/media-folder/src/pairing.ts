import { columnOf, extensionRank, isDescription, type MediaColumn } from './file-kind.ts';
import { languageSuffix, type NamedFile } from './named-file.ts';
import { withoutSubtitleSuffix } from './subtitle-name.ts';

/** `stem`: files with the same name in the same folder belong together; `folder`: all files in the same folder do. */
export type PairingRule = 'stem' | 'folder';

/** Files that belong together. They become a row of the manifest unless they are only sidecars. */
export interface Item {
  /** unique, NFC, with forward slashes */
  readonly id: string;
  /** the file of each column */
  readonly media: Readonly<Partial<Record<MediaColumn, NamedFile>>>;
  /** further files for a column, for which the manifest names `used` */
  readonly extra: readonly { readonly file: NamedFile; readonly column: MediaColumn; readonly used: NamedFile }[];
  readonly sidecars: readonly NamedFile[];
}

export interface Pairing {
  readonly rule: PairingRule;
  readonly items: readonly Item[];
  /** the number of items with two or more modalities by each rule; a sidecar counts as a text */
  readonly numPaired: Readonly<Record<PairingRule, number>>;
}

/**
 * Groups the files that belong together. Without a chosen rule, `folder` is used if no subfolder has more than one file for a column, at least
 * two subfolders have several modalities, and `folder` pairs more items than `stem`.
 */
export function pairFiles(files: readonly NamedFile[], chosen?: PairingRule): Pairing {
  const itemFolder = withoutModalityFolders(new Set(files.map(({ folder }) => folder)));
  const stems = itemsBy(stemKeys(files, itemFolder), files);
  const folders = itemsBy(folderKeys(files, itemFolder), files);
  const numPaired = { stem: stems.filter(isPaired).length, folder: folders.filter(isPaired).length };
  const subfolders = folders.filter(({ media }) => Object.values(media).some(({ folder }) => itemFolder(folder) !== ''));
  const areSubfoldersItems = subfolders.every(({ extra }) => extra.length === 0) && subfolders.filter(isPaired).length > 1;
  const rule = chosen ?? (areSubfoldersItems && numPaired.folder > numPaired.stem ? 'folder' : 'stem');
  return { rule, items: rule === 'folder' ? folders : stems, numPaired };
}

/** Maps a file to the key of its item: the path that the files of the item share, without extensions. */
type KeyOf = (file: NamedFile) => string;
/** Maps a folder to that of its items, without folders that are named after a modality. */
type ItemFolder = (folder: string) => string;

const join = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`).normalize('NFC').trim();

/** By folder; files directly in the root are paired by stem. */
function folderKeys(files: readonly NamedFile[], itemFolder: ItemFolder): KeyOf {
  const stemKey = stemKeys(files, itemFolder);
  return (file) => itemFolder(file.folder).normalize('NFC') || stemKey(file);
}

/** The name of a text or sidecar may contain that of another file (a1.jpg.json), and that of a text a language (a1.de.srt). */
function stemKeys(files: readonly NamedFile[], itemFolder: ItemFolder): KeyOf {
  const stemByName = new Map<string, string>();
  const mediaStems = new Set<string>();
  const filmStems = new Set<string>();
  for (const { kind, folder, name, stem } of files) {
    if (isDescription(kind)) continue;
    stemByName.set(foldName(join(itemFolder(folder), name)), stem);
    mediaStems.add(foldName(join(itemFolder(folder), stem)));
    if (kind === 'film') filmStems.add(foldName(join(itemFolder(folder), stem)));
  }
  return ({ kind, folder, stem }) => {
    const parent = itemFolder(folder);
    if (!isDescription(kind)) return join(parent, stem);
    const described = describedNames(stem).map((name) => stemByName.get(foldName(join(parent, name))));
    const bare = [stem, languageSuffix(stem)?.stem, infoStem(stem)].filter(
      (one) => one !== undefined && mediaStems.has(foldName(join(parent, one))),
    );
    const ofFilm = withoutSubtitleSuffix(stem).find((one) => filmStems.has(foldName(join(parent, one))));
    return join(parent, [...described, ...bare, ofFilm].find((one) => one !== undefined) ?? stem);
  };
}

/**
 * The names of the files that a text or sidecar may describe. Google Takeout shortens and numbers them: a1.jpg.supplemental-meta(2).json
 * describes a1(2).jpg.
 */
function describedNames(stem: string): string[] {
  const [, name, extension, number = ''] = /^(.+?)(\.[a-z\d]{1,5})(?:\.s[a-z-]*)?(\(\d+\))?$/i.exec(stem) ?? [];
  const language = languageSuffix(stem);
  return [stem, ...(name ? [`${name}${number}${extension}`] : []), ...(language ? [language.stem] : [])];
}

/** yt-dlp writes a1.info.json. */
const infoStem = (stem: string) => /^(.+)\.info$/i.exec(stem)?.[1];

/** Groups files by key. Keys that differ only in case are merged unless that gives a column two files. */
function itemsBy(keyOf: KeyOf, files: readonly NamedFile[]): Item[] {
  const exact = new Map<string, NamedFile[]>();
  for (const file of files) getOrAdd(exact, keyOf(file)).push(file);
  const merged = new Map<string, [string, NamedFile][][]>();
  for (const [key, group] of [...exact].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const keyed = group.map((file): [string, NamedFile] => [key, file]);
    const candidates = getOrAdd(merged, foldName(key));
    const match = candidates.find((other) => !shareColumn(other, keyed));
    if (match) match.push(...keyed);
    else candidates.push(keyed);
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

const shareColumn = (some: readonly [string, NamedFile][], others: readonly [string, NamedFile][]) => {
  const columns = new Set(columnsOf(some));
  return columnsOf(others).some((column) => columns.has(column));
};

const columns: readonly MediaColumn[] = ['film', 'image', 'audio', 'text'];

function toItem(keyed: readonly [string, NamedFile][]): Item {
  const ordered = [...keyed].sort(([, a], [, b]) => byPreference(a, b));
  const files = ordered.map(([, file]) => file);
  const media: Partial<Record<MediaColumn, NamedFile>> = {};
  const extra = [];
  for (const file of files) {
    const column = columnOf(file.kind);
    if (column === undefined) continue;
    const used = media[column];
    if (used) extra.push({ file, column, used });
    else media[column] = file;
  }
  const first = columns.map((column) => media[column]).find((file) => file !== undefined);
  const [id] = ordered.find(([, file]) => file === first) ?? ordered[0];
  return { id, media, extra, sidecars: files.filter(({ kind }) => kind === 'sidecar') };
}

const natural = new Intl.Collator('en', { numeric: true });

/** Compares ids and paths with their numbers as numbers: a2 before a10. */
export const compareNaturally = (a: string, b: string): number => natural.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

function byPreference(a: NamedFile, b: NamedFile): number {
  const ranks = extensionRank(a.extension) - extensionRank(b.extension);
  const languages = Number(languageSuffix(a.stem) !== undefined) - Number(languageSuffix(b.stem) !== undefined);
  return ranks || languages || compareNaturally(a.path, b.path);
}

/** A film counts as its audio. */
function isPaired({ media: { image, audio, film, text }, sidecars }: Item): boolean {
  const hasText = text !== undefined || sidecars.length > 0;
  return Number(image !== undefined) + Number((audio ?? film) !== undefined) + Number(hasText) > 1;
}

const folderNames: Readonly<Record<'image' | 'audio' | 'text' | 'sidecar', string>> = {
  image: 'image images img imgs picture pictures pics photo photos still stills scan scans bild bilder foto fotos imagenes immagini',
  audio: 'audio audios sound sounds music wav wavs mp3 video videos film films ton töne son sons sonido sonidos suoni',
  text: 'text texts txt caption captions transcript transcripts subtitle subtitles subs texte textes textos testi untertitel',
  sidecar: 'metadata meta json xmp sidecar sidecars metadaten',
};

const kindOfFolder = new Map(Object.entries(folderNames).flatMap(([kind, list]) => list.split(' ').map((name) => [name, kind] as const)));

/**
 * Removes from paths the folders that are named after a modality and have a sibling named after another: `2024/images` and `2024/audio`
 * both become `2024`.
 *
 * @param folders all folders that contain files, as relative paths
 */
function withoutModalityFolders(folders: Iterable<string>): ItemFolder {
  const kindsByParent = new Map<string, Set<string>>();
  for (const folder of folders) {
    const segments = folder.split('/');
    segments.forEach((segment, depth) => {
      const kind = kindOfFolder.get(foldName(segment));
      const parent = segments.slice(0, depth).join('/');
      if (kind !== undefined) kindsByParent.set(parent, (kindsByParent.get(parent) ?? new Set()).add(kind));
    });
  }
  const isRemoved = (parent: string, segment: string) => kindOfFolder.has(foldName(segment)) && (kindsByParent.get(parent)?.size ?? 0) > 1;
  return (folder) => {
    const segments = folder.split('/');
    return segments.filter((segment, depth) => !isRemoved(segments.slice(0, depth).join('/'), segment)).join('/');
  };
}

/** Names are compared in lower case and NFC, without surrounding spaces. */
export const foldName = (name: string): string => name.normalize('NFC').toLowerCase().trim();
