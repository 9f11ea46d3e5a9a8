import { isLfsPointer } from '@mmae/files';
import { lookOf } from '@mmae/samples';

/** A film is read for its sound; a sidecar is a file that describes another one. */
export type FileKind = 'image' | 'audio' | 'film' | 'text' | 'sidecar';

/** Columns of a manifest that name a file. */
export type MediaColumn = 'image' | 'audio' | 'text';

const extensions: Readonly<Record<FileKind, string>> = {
  image: 'jpg jpeg jpe jfif png webp tif tiff bmp gif avif svg heic heif jp2 j2k j2c jpc jpf jpx jxl psd pbm pgm ppm pnm',
  audio: 'wav bwf rf64 flac wv aif aiff aifc mp3 ogg oga opus m4a m4b aac mp2 mpga wma mka w64 caf au snd',
  film: 'mp4 m4v mov mkv webm avi wmv asf mxf mpg mpeg vob ts mts m2ts 3gp ogv',
  text: 'txt srt vtt',
  sidecar: 'json xmp',
};

const ranked = Object.entries(extensions).flatMap(([kind, list]) =>
  list.split(' ').map((extension) => ({ extension, kind: kind as FileKind })),
);
const kinds = new Map(ranked.map(({ extension, kind }) => [extension, kind]));
const ranks = new Map(ranked.map(({ extension }, rank) => [extension, rank]));

/** The column that a kind of file fills; none for a sidecar. */
export const columnOf = (kind: FileKind): MediaColumn | undefined => (kind === 'film' ? 'audio' : kind === 'sidecar' ? undefined : kind);

/** Of two files for one column the one of the lower rank is used: a sound before a film, a `.txt` before subtitles. */
export const extensionRank = (extension: string): number => ranks.get(extension) ?? ranked.length;

/** The kind that an extension promises, in lower case and without its dot. */
export const kindOfExtension = (extension: string): FileKind | undefined => kinds.get(extension);

/**
 * What a file is, by its extension and its first bytes, which must agree; bytes without a signature leave it to the extension.
 *
 * @param extension in lower case without its dot; empty where the name has none
 * @param head the first 64 bytes, or the whole file where it is shorter
 * @returns the kind, or why the file is left alone: a short cause, a colon, the rest
 */
export function fileKind(extension: string, head: Uint8Array): FileKind | { readonly reason: string } {
  const look = lookOf(head);
  if (isLfsPointer(head)) return { reason: 'Git LFS pointer: the file itself was not fetched. Run git lfs pull.' };
  const promised = kinds.get(extension);
  if (promised)
    return agrees(promised, extension, look)
      ? promised
      : { reason: `another kind than its name says: .${extension}, but ${look}. ${remedies[look] ?? 'Rename it.'}` };
  if (extension === '') return kindOfLook(look) ?? { reason: `not media: no extension, ${look}` };
  if (kindOfLook(look)) return { reason: `not read: .${extension}, ${look}. Convert it, or give it the extension of what it is.` };
  return { reason: `not media: .${extension}, ${look}` };
}

/** What no name would be right for. */
const remedies: Readonly<Record<string, string>> = { 'zero bytes': 'Copy it again.', 'a web page': 'Download it again.' };

type Sight = 'image' | 'audio' | 'film' | 'text' | 'bytes' | 'other';

/** `lookOf` answers in words; what they say of the kind. */
function sightOf(look: string): Sight {
  if (look.startsWith('text (')) return 'text';
  if (look.startsWith('bytes ')) return 'bytes';
  if (/MIDI/.test(look)) return 'other';
  if (/picture|image sequence|codestream/.test(look)) return 'image';
  if (/sound|stream|WAV|RF64|BW64/.test(look)) return 'audio';
  if (/film|MP4|Matroska|Windows Media|MPEG|QuickTime/.test(look)) return 'film';
  return 'other';
}

function kindOfLook(look: string): FileKind | undefined {
  const sight = sightOf(look);
  return sight === 'image' || sight === 'audio' || sight === 'film' ? sight : undefined;
}

function agrees(kind: FileKind, extension: string, look: string): boolean {
  const sight = sightOf(look);
  if (kind === 'text' || kind === 'sidecar') return sight === 'text' || sight === 'bytes';
  if (extension === 'svg') return sight === 'text' || sight === 'bytes' || sight === 'image';
  if (kind === 'image') return sight === 'image' || sight === 'bytes' || (sight === 'film' && /^(avif|hei[cf])$/.test(extension));
  return sight === 'audio' || sight === 'film' || sight === 'bytes';
}
