import { toCaption, type Caption } from './caption.ts';

/** Formats whose tags are read with their letters intact: those of AIFF lose accents in the library. */
const tagged = new Set('mp3 flac ogg oga opus m4a m4b aac wav bwf wma mp4 m4v mov mkv webm wmv'.split(' '));

/** What players write into comments. */
const ofPlayers = /^(iTun|Songs-DB|MusicMatch)/i;

/**
 * Title, description, comment, lyrics, genre and keywords of a sound or film, from ID3, Vorbis, MP4, RIFF, BWF, ASF or Matroska tags.
 *
 * @throws Error where its tags cannot be read; the sound itself may be sound
 */
export async function soundCaption(path: string, extension: string): Promise<Caption> {
  if (!tagged.has(extension)) return toCaption([], []);
  const { parseFile } = await import('music-metadata'); // half a second that a folder of pictures does without
  const { common, native } = await parseFile(path, { duration: false, skipCovers: true, skipPostHeaders: true });
  const {
    title,
    subtitle = [],
    description = [],
    comment = [],
    lyrics = [],
    longDescription,
    genre = [],
    keywords = [],
    language,
  } = common;
  const comments = comment.filter(({ descriptor = '' }) => !ofPlayers.test(descriptor));
  const broadcast = Object.values(native)
    .flat()
    .filter(({ id }) => id === 'bext.description');
  const texts = [title, ...subtitle, ...description, longDescription, ...broadcast.map(({ value }) => String(value))];
  return toCaption([...texts, ...comments.map(({ text }) => text), ...lyrics.map(({ text }) => text)], [...genre, ...keywords], language);
}
