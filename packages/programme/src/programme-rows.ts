import { languageTag, parseSubtitles, readSubtitles, toFilmTime, type Subtitles } from '@mmae/subtitles';
import { readSubtitleTrack } from '@mmae/video';
import { writeFileAtomically } from '@mmae/files';
import { readFile } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import type { ExtractedFilm } from './extract-shots.ts';
import { chooseText, type FilmText, type TextCandidate } from './film-text.ts';
import type { Programme } from './programme.ts';
import { clockOf, timecodeOf } from './shots-file.ts';

/** A shot as a row of a manifest. Empty texts are absent values. */
export interface ShotRow {
  readonly number: number;
  /** frames, half open */
  readonly from: number;
  readonly to: number;
  readonly timecode: string;
  /** paths relative to the media folder */
  readonly image: string;
  readonly audio: string;
  readonly text: string;
  readonly textSource: string;
  readonly language: string;
}

export interface RowOptions {
  /** the media folder */
  readonly folder: string;
  /** of the text, where a film has several */
  readonly language?: string;
  /** what is known about the whole film; the text of its shots where it has no other */
  readonly caption?: { readonly texts: readonly string[]; readonly language?: string };
  /** texts beyond subtitles, such as a transcript; used if the film has no subtitles */
  readonly furtherTexts?: readonly TextCandidate[];
  readonly note: (path: string, reason: string) => void;
  readonly signal?: AbortSignal;
}

/** The rows of a film: one for each shot, with the text that is shown or spoken in it. */
export async function shotRows(programme: Programme, film: ExtractedFilm, options: RowOptions): Promise<ShotRow[]> {
  const clock = clockOf(film.info);
  const text = await textOf(programme, film, options);
  const last = film.shots.length;
  const inFolder = (name: string | undefined) => (name === undefined ? '' : posix.join(film.folder, name));
  return film.shots.map(({ number, from, to, fromSeconds, toSeconds, image, audio }) => {
    const words = text?.between(fromSeconds, number === last ? Infinity : toSeconds);
    return {
      ...{ number, from, to, timecode: timecodeOf(from, clock), image: inFolder(image), audio: inFolder(audio) },
      ...(text && words ? { text: words, textSource: text.source, language: text.language } : { text: '', textSource: '', language: '' }),
    };
  });
}

async function textOf(programme: Programme, film: ExtractedFilm, options: RowOptions): Promise<FilmText | undefined> {
  const { language, caption, furtherTexts = [] } = options;
  const audioLanguage = film.info.audio.map((track) => track.language && languageTag(track.language)).find((tag) => tag !== undefined);
  const note = (name: string, reason: string) => options.note(name.startsWith('subtitle track') ? programme.path : name, reason);
  const noteOnFilm = (_: string, reason: string) => options.note(programme.path, reason);
  const wanted = { language, audioLanguage, note };
  const ofFilm = [...sidecarTexts(programme, film), ...trackTexts(programme, film, options)];
  const found = (await chooseText(ofFilm, wanted)) ?? (await chooseText(furtherTexts, { ...wanted, note: noteOnFilm }));
  if (found) return found;
  if (!caption || caption.texts.length === 0) return undefined;
  const whole = caption.texts.join('\n');
  return { source: 'caption', language: (caption.language && languageTag(caption.language)) ?? '', between: () => whole };
}

/** Subtitles with the times of the film, without the cues that begin after its end: those of a film that still grows, or was cut. */
function inFilm(subtitles: Subtitles, { durationSeconds, info }: ExtractedFilm): Subtitles {
  const { rate, startTimecode } = clockOf(info);
  const timed = toFilmTime(subtitles, { durationSeconds, rate, ...(startTimecode && { startTimecode }) });
  return { ...timed, cues: timed.cues.filter(({ fromSeconds }) => fromSeconds < durationSeconds) };
}

const sidecarTexts = ({ subtitles }: Programme, film: ExtractedFilm): TextCandidate[] =>
  subtitles.map(({ file, path, language }) => ({
    ...{ name: path, source: 'subtitles' },
    ...(language && { language }),
    isForced: /forced/i.test(basename(path)),
    read: async () => inFilm(await readSubtitles(file), film),
  }));

const trackTexts = ({ file }: Programme, film: ExtractedFilm, { folder, signal }: RowOptions): TextCandidate[] =>
  film.info.subtitles
    .filter(({ isBitmap }) => !isBitmap)
    .map(({ index, language, title }) => {
      const tag = language && languageTag(language);
      const kept = join(folder, film.folder, `track-${index}.vtt`);
      return {
        ...{ name: `subtitle track ${index}`, source: 'subtitle track' },
        ...(tag && { language: tag }),
        isForced: /forced/i.test(title ?? ''),
        read: async () => inFilm(await readTrack(kept, () => readSubtitleTrack(file, film.info, index, { signal })), film),
      };
    });

/** The subtitles of a track, which is read from the film once. */
async function readTrack(kept: string, read: () => Promise<string>): Promise<Subtitles> {
  const known = await readFile(kept, 'utf8').catch(() => undefined);
  const text = known ?? (await read());
  if (known === undefined) await writeFileAtomically(kept, text);
  return parseSubtitles(text);
}
