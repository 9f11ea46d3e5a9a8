import { dateIn, toCaption, withTitle, type Caption } from './caption.ts';

/** Formats whose tags are read. AIFF is missing because the library loses its accents. */
const taggedExtensions = new Set('mp3 flac ogg oga opus m4a m4b aac wav bwf wma mp4 m4v mov mkv webm wmv'.split(' '));

/** Comments that media players write. */
const writtenByPlayers = /^(iTun|Songs-DB|MusicMatch)/i;

/**
 * Title, description, comment, lyrics, genre and keywords of an audio or video file, from ID3, Vorbis, MP4, RIFF, BWF, ASF or Matroska tags.
 *
 * @throws Error if the tags cannot be read; the audio itself may be intact
 */
export async function audioCaption(path: string, extension: string): Promise<Caption> {
  if (!taggedExtensions.has(extension)) return toCaption([], []);
  const { parseFile } = await import('music-metadata'); // takes half a second, so it is only loaded when needed
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
    date,
    year,
  } = common;
  const comments = comment.filter(({ descriptor = '' }) => !writtenByPlayers.test(descriptor));
  const broadcast = Object.values(native)
    .flat()
    .filter(({ id }) => id === 'bext.description');
  const texts = [title, ...subtitle, ...description, longDescription, ...broadcast.map(({ value }) => String(value))];
  const caption = toCaption(
    [...texts, ...comments.map(({ text }) => text), ...lyrics.map(({ text }) => text)],
    [...genre, ...keywords],
    language,
  );
  return withTitle(caption, { title, date: dateIn([date, year === undefined ? undefined : String(year)]) });
}
