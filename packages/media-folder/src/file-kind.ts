import { isLfsPointer } from '@mmae/files';
import { fileTypeOf, type FileType } from '@mmae/samples';
import { subtitleFormat } from '@mmae/subtitles';

/** Of a video, only the audio is used; a film is a video that a `FilmReader` turns into rows. A sidecar is a file that describes another one. */
export type FileKind = 'image' | 'audio' | 'video' | 'film' | 'text' | 'sidecar';

/** What an item has at most one file of. */
export type MediaColumn = 'image' | 'audio' | 'film' | 'text';

/** In order of preference. */
const extensions: Readonly<Record<Exclude<FileKind, 'film'>, string>> = {
  image: 'jpg jpeg jpe jfif png webp tif tiff bmp gif avif svg heic heif jp2 j2k j2c jpc jpf jpx jxl psd pbm pgm ppm pnm',
  audio: 'wav bwf rf64 flac wv aif aiff aifc mp3 ogg oga opus m4a m4b aac mp2 mpga wma mka w64 caf au snd',
  video: 'mp4 m4v mov mkv webm avi wmv asf mxf mpg mpeg vob ts mts m2ts 3gp ogv',
  text: 'txt srt vtt ttml dfxp stl xml',
  sidecar: 'json xmp',
};

/** Extensions of videos that are only used where films are read. */
const filmExtensions = 'dv dif gxf lxf qt flv f4v m2v m1v m2t m2p mod tod 3g2 mpv'.split(' ');

const ranked = Object.entries(extensions).flatMap(([kind, list]) =>
  list.split(' ').map((extension) => ({ extension, kind: kind as FileKind })),
);
const kinds = new Map(ranked.map(({ extension, kind }) => [extension, kind]));
const ranks = new Map(ranked.map(({ extension }, rank) => [extension, rank]));

/** The column that a kind of file fills; undefined for files that describe others. */
export function columnOf(kind: FileKind): MediaColumn | undefined {
  if (kind === 'video') return 'audio';
  return kind === 'sidecar' ? undefined : kind;
}

/** Of two files for the same column, the one with the lower rank is used: audio before video, `.txt` before subtitles. */
export const extensionRank = (extension: string): number => ranks.get(extension) ?? ranked.length;

/** The kind of file that an extension indicates. @param extension in lower case, without its dot */
export const kindOfExtension = (extension: string): FileKind | undefined => kinds.get(extension);

/** Whether files of this kind describe others. */
export const isDescription = (kind: FileKind): boolean => kind === 'text' || kind === 'sidecar';

/** As `fileKind`, where films are read: a video is a film, and more formats are. */
export function fileKindWithFilms(extension: string, head: Uint8Array): FileKind | { readonly reason: string } {
  const { content } = fileTypeOf(head);
  if (!isLfsPointer(head) && filmExtensions.includes(extension) && (content === 'video' || content === 'unknown')) return 'film';
  const kind = fileKind(extension, head);
  return kind === 'video' ? 'film' : kind;
}

/**
 * The kind of a file by its extension and its first bytes, which must agree. If the bytes have no known signature, the extension decides.
 *
 * @param extension in lower case, without its dot; empty if the name has none
 * @param head the first 64 bytes, or the whole file if it is shorter
 * @returns the kind, or why the file is not used: a short cause, a colon, details
 */
export function fileKind(extension: string, head: Uint8Array): FileKind | { readonly reason: string } {
  if (isLfsPointer(head)) return { reason: 'Git LFS pointer: the file itself was not downloaded. Run git lfs pull.' };
  const type = fileTypeOf(head);
  const { content, description } = type;
  const kind = kinds.get(extension);
  if (kind) {
    if (otherMeanings.has(extension) && !subtitleFormat(head)) return { reason: `not media: .${extension}, ${description}` };
    if (matches(kind, extension, type)) return kind;
    return { reason: `wrong extension: .${extension}, but ${description}. ${remedies[description] ?? 'Rename it.'}` };
  }
  const isMedia = content === 'image' || content === 'audio' || content === 'video';
  if (extension === '') return isMedia ? content : { reason: `not media: no extension, ${description}` };
  if (isMedia) return { reason: `unsupported: .${extension}, ${description}. Convert it, or rename it to match its type.` };
  return { reason: `not media: .${extension}, ${description}` };
}

/** Extensions of subtitles that other files have too: any XML, shapes for printing. */
const otherMeanings: ReadonlySet<string> = new Set(['xml', 'stl']);

/** Remedies for files that cannot simply be renamed. */
const remedies: Readonly<Record<string, string>> = { 'zero bytes': 'Copy it again.', 'a web page': 'Download it again.' };

function matches(kind: FileKind, extension: string, { content }: FileType): boolean {
  if (content === 'unknown') return true;
  if (kind === 'text' || kind === 'sidecar') return content === 'text';
  if (extension === 'svg') return content === 'text' || content === 'image';
  if (kind === 'image') return content === 'image' || (content === 'video' && /^(avif|hei[cf])$/.test(extension)); // MP4 brands
  return content === 'audio' || content === 'video';
}
