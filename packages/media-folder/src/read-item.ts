import { readTextFile } from '@mmae/samples';
import { join } from 'node:path';
import type { Caption } from './caption.ts';
import type { FileKind } from './file-kind.ts';
import { languageTag } from './language-tag.ts';
import type { Leave } from './left-alone.ts';
import { fold } from './modality-folders.ts';
import { languageSuffix, type NamedFile } from './named-file.ts';
import type { Item } from './pairing.ts';
import { pictureCaption } from './picture-caption.ts';
import { sidecarCaption } from './sidecar-caption.ts';
import { soundCaption } from './sound-caption.ts';

/** A row of the manifest: cells are empty where there is nothing. */
export interface FolderRow {
  readonly id: string;
  /** paths relative to the folder */
  readonly image: string;
  readonly audio: string;
  /** the path of the text file where nothing else is written about the item, otherwise all that is written */
  readonly text: string;
  readonly language: string;
  /** parted by commas */
  readonly keywords: string;
  /** whether `audio` is a film, of which only the sound is read */
  readonly isFilm: boolean;
}

/** What is written about an item goes into its row. @returns undefined where nothing is left of it */
export async function readItem(root: string, { id, media, spare, sidecars }: Item, leave: Leave): Promise<FolderRow | undefined> {
  for (const { file, column, used } of spare) leave(file.path, `second ${nouns[column]}: ${used.path} is used for ${id}`);
  const { image, audio } = media;
  if (!image && !audio && media.text && aboutFolders.test(media.text.stem)) {
    leave(media.text.path, 'about the folder: not an item of it');
    return undefined;
  }
  const text = media.text && (await readText(root, media.text, leave));
  if (!image && !audio && text === undefined) {
    for (const { path } of sidecars) leave(path, 'sidecar of nothing: no picture, sound or text of its name');
    return undefined;
  }
  const described = [...sidecars, ...(image ? [image] : []), ...(audio ? [audio] : [])];
  const captions = await captionsOf(root, described, id, leave);
  const names = new Set(Object.values(media).map(({ stem }) => fold(stem)));
  const keywords = unique(captions.flatMap((caption) => caption.keywords));
  const about = [...captions.flatMap(({ texts }) => texts).filter((one) => !names.has(fold(one))), keywords.join(', ')];
  const cell = textCell(unique(about.filter(Boolean)), text, media.text);
  return {
    ...{ id, image: image?.path ?? '', audio: audio?.path ?? '', isFilm: audio?.kind === 'film', text: cell },
    language: cell === '' ? '' : languageOf(media.text, captions),
    keywords: keywords.join(', '),
  };
}

/** A text file that says all there is stays a path, which `loadManifest` reads. */
function textCell(about: readonly string[], text: string | undefined, file: NamedFile | undefined): string {
  if (about.length === 0) return text === undefined ? '' : file!.path;
  return unique([...about, ...(text === undefined ? [] : [text])]).join('\n');
}

/** Texts that come with a folder. */
const aboutFolders = /^(read[ _-]?me|liesmich|lis(ez)?[ _-]?moi|l[eé]eme|leggimi|licen[cs]e|copying|changelog)$/i;

const nouns = { image: 'picture', audio: 'sound', text: 'text' } as const;

const unique = (texts: readonly string[]) => [...new Set(texts)];

async function readText(root: string, { path }: NamedFile, leave: Leave): Promise<string | undefined> {
  try {
    return (await readTextFile(join(root, path))).text;
  } catch (error) {
    leave(path, (error as Error).message);
    return undefined;
  }
}

const readers: Readonly<Record<Exclude<FileKind, 'text'>, (path: string, file: NamedFile) => Promise<Caption>>> = {
  image: (path, { sizeBytes }) => pictureCaption(path, sizeBytes),
  audio: (path, { extension }) => soundCaption(path, extension),
  film: (path, { extension }) => soundCaption(path, extension),
  sidecar: (path, { extension }) => sidecarCaption(path, extension),
};

async function captionsOf(root: string, files: readonly NamedFile[], id: string, leave: Leave): Promise<Caption[]> {
  const captions: Caption[] = [];
  for (const file of files) {
    if (file.kind === 'text') continue;
    try {
      const caption = await readers[file.kind](join(root, file.path), file);
      captions.push(caption);
      if (file.kind === 'sidecar') leave(file.path, `sidecar, used: its words are in the text of ${id}`);
      if (caption.language !== undefined && languageTag(caption.language) === undefined)
        leave(file.path, `language, not used: expected a code such as "de", got ${JSON.stringify(caption.language.slice(0, 40))}`);
    } catch (error) {
      const message = (error as Error).message;
      leave(
        file.path,
        file.kind === 'sidecar' ? message : `tags, not used: they cannot be read (${message}); the file itself is in the manifest`,
      );
    }
  }
  return captions;
}

/** What the text file's own name says comes first. */
function languageOf(text: NamedFile | undefined, captions: readonly Caption[]): string {
  const said = [text && languageSuffix(text.stem)?.language, ...captions.map(({ language }) => language && languageTag(language))];
  return said.find(Boolean) ?? '';
}
