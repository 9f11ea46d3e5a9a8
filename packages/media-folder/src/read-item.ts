import { readTextFile } from '@mmae/samples';
import { languageTag } from '@mmae/subtitles';
import { join } from 'node:path';
import { audioCaption } from './audio-caption.ts';
import type { Caption } from './caption.ts';
import type { FileKind } from './file-kind.ts';
import { imageCaption } from './image-caption.ts';
import { languageSuffix, type NamedFile } from './named-file.ts';
import { foldName, type Item } from './pairing.ts';
import { sidecarCaption } from './sidecar-caption.ts';
import type { AddNote } from './walk-folder.ts';

/** A row of the manifest. Absent values are empty. */
export interface FolderRow {
  readonly id: string;
  /** paths relative to the media root */
  readonly image: string;
  readonly audio: string;
  /** the path of the text file if it is the only text about the item, otherwise all texts, a line each */
  readonly text: string;
  /** whether `text` is a path */
  readonly textIsPath: boolean;
  readonly language: string;
  /** separated by commas */
  readonly keywords: string;
  /** whether `audio` is a video, of which only the audio is used */
  readonly isVideo: boolean;
  /** of a row that is a part of a film */
  readonly film?: FilmCells;
}

/** What a row has in addition if it is a part of a film. */
export interface FilmCells {
  /** the path of the film, relative to the media root */
  readonly asset: string;
  /** the id without the number of the part */
  readonly filmId: string;
  readonly from: string;
  readonly to: string;
  readonly timecode: string;
  readonly textSource: string;
}

/** Reads all texts about an item into its row. @returns undefined if the item has no media */
export async function readItem(root: string, item: Item, addNote: AddNote): Promise<FolderRow | undefined> {
  const { id, media, extra, sidecars } = item;
  for (const { file, column, used } of extra) addNote(file.path, `extra ${column}: ${used.path} is used for ${id}`);
  const { image, audio } = media;
  if (!image && !audio && media.text && folderDocuments.test(media.text.stem)) {
    addNote(media.text.path, 'folder document: describes the folder, not an item');
    return undefined;
  }
  const text = media.text && (await readText(root, media.text, addNote));
  if (!image && !audio && text === undefined) {
    for (const { path } of sidecars) addNote(path, 'unmatched sidecar: no image, audio or text file has its name');
    return undefined;
  }
  const described = [...sidecars, ...(image ? [image] : []), ...(audio ? [audio] : [])];
  const captions = await captionsOf(root, described, `its content is in the text of ${id}`, addNote);
  const names = new Set(Object.values(media).map(({ stem }) => foldName(stem)));
  const keywords = unique(captions.flatMap((caption) => caption.keywords));
  const about = [...captions.flatMap(({ texts }) => texts).filter((one) => !names.has(foldName(one))), keywords.join(', ')];
  const cell = textCell(unique(about.filter(Boolean)), text, media.text);
  return {
    ...{ id, image: image?.path ?? '', audio: audio?.path ?? '', isVideo: audio?.kind === 'video', text: cell },
    textIsPath: about.every((one) => one === '') && text !== undefined,
    language: cell === '' ? '' : languageOf(media.text, captions),
    keywords: keywords.join(', '),
  };
}

/** If the text file is the only text, the cell is its path, which `loadManifest` reads. */
function textCell(about: readonly string[], text: string | undefined, file: NamedFile | undefined): string {
  if (about.length === 0) return text === undefined ? '' : file!.path;
  return unique([...about, ...(text === undefined ? [] : [text])]).join('\n');
}

/** Names of texts that describe a folder. */
const folderDocuments = /^(read[ _-]?me|liesmich|lis(ez)?[ _-]?moi|l[eé]eme|leggimi|licen[cs]e|copying|changelog)$/i;

export const unique = (texts: readonly string[]) => [...new Set(texts)];

/** The content of a text file; undefined, with a note, if it cannot be read. */
export async function readText(root: string, { path }: NamedFile, addNote: AddNote): Promise<string | undefined> {
  try {
    return (await readTextFile(join(root, path))).text;
  } catch (error) {
    addNote(path, (error as Error).message);
    return undefined;
  }
}

const readers: Readonly<Record<Exclude<FileKind, 'text'>, (path: string, file: NamedFile) => Promise<Caption>>> = {
  image: (path, { sizeBytes }) => imageCaption(path, sizeBytes),
  audio: (path, { extension }) => audioCaption(path, extension),
  video: (path, { extension }) => audioCaption(path, extension),
  film: (path, { extension }) => audioCaption(path, extension),
  sidecar: (path, { extension }) => sidecarCaption(path, extension),
};

/** The captions in these files. Files that cannot be read, and what is used of them, get notes. */
export async function captionsOf(root: string, files: readonly NamedFile[], use: string, addNote: AddNote): Promise<Caption[]> {
  const captions: Caption[] = [];
  for (const file of files) {
    if (file.kind === 'text') continue;
    try {
      const caption = await readers[file.kind](join(root, file.path), file);
      captions.push(caption);
      if (file.kind === 'sidecar') addNote(file.path, `used sidecar: ${use}`);
      if (caption.language !== undefined && languageTag(caption.language) === undefined)
        addNote(file.path, `unknown language: expected a code such as "de", got ${JSON.stringify(caption.language.slice(0, 40))}`);
    } catch (error) {
      const message = (error as Error).message;
      addNote(file.path, file.kind === 'sidecar' ? message : `unreadable tags: ${message}; the file itself is in the manifest`);
    }
  }
  return captions;
}

/** The language in the name of the text file, or else the first language in a caption. */
function languageOf(text: NamedFile | undefined, captions: readonly Caption[]): string {
  const languages = [text && languageSuffix(text.stem)?.language, ...captions.map(({ language }) => language && languageTag(language))];
  return languages.find(Boolean) ?? '';
}
