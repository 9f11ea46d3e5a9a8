import { InputError, toPrintable } from '@mmae/input';
import { findFfmpeg, type Ffmpeg } from '../ffmpeg/find-ffmpeg.ts';
import { checkFilmFile, filmInput, toFilmUrl } from '../ffmpeg/film-input.ts';
import { startFfmpeg, type FfmpegOptions } from '../ffmpeg/start-ffmpeg.ts';
import { isEncrypted } from './encryption.ts';
import type { FilmInfo } from './film-info.ts';
import { firstFrames } from './first-frames.ts';
import { parsePrintedFilm, type PrintedFilm } from './printed-streams.ts';
import { audioTrack, codecOf, codedSize, filmStreams, subtitleTrack, type FilmStreams } from './tracks.ts';
import { videoTrack } from './video-track.ts';

export interface ProbeOptions {
  readonly signal?: AbortSignal;
  /** the ffmpeg to use; `findFfmpeg()` */
  readonly ffmpeg?: Ffmpeg;
}

/**
 * What a film consists of. Reads its beginning, and decodes a few frames of it.
 *
 * @throws InputError if the path is not a local file, ffmpeg cannot read it, it is encrypted, it has neither video nor audio, or its video cannot be decoded
 */
export async function probe(path: string, { signal, ffmpeg }: ProbeOptions = {}): Promise<FilmInfo> {
  await checkFilmFile(path, 'probe');
  const found = ffmpeg ?? (await findFfmpeg());
  const printed = await printedBy(found, path, { signal });
  const film = parsePrintedFilm(printed, toFilmUrl(path));
  const name = JSON.stringify(path);
  if (!film)
    throw new InputError(
      `probe: expected a film that ffmpeg can read, got ${name} (${reasonIn(printed)}). Check that the file is complete.`,
    );
  const streams = filmStreams(film);
  if (await isEncrypted(path, film)) {
    throw new InputError(`probe: expected a film without encryption, got ${name}, which is encrypted. Decrypt it first.`);
  }
  const audio = streams.audio.map(audioTrack).filter((track) => track !== undefined);
  if (!streams.video && audio.length === 0) {
    throw new InputError(`probe: expected a film with video or audio, got ${name}, which has neither. Check that the file is complete.`);
  }
  const video = streams.video && (await probeVideo(found, path, streams.video, { signal }));
  return {
    container: film.container,
    durationSeconds: film.durationSeconds,
    video: video?.track,
    audio,
    subtitles: streams.subtitles.map(subtitleTrack),
    startTimecode: video && startTimecode(film, streams, video.timecode),
    remarks: remarksOn(film, streams, audio.length, printed),
  };
}

async function printedBy(ffmpeg: Ffmpeg, path: string, options: FfmpegOptions): Promise<string> {
  const lines: string[] = [];
  const process = startFfmpeg(ffmpeg.path, filmInput(path), { ...options, onLine: (line) => lines.push(line) });
  for await (const _ of process.output()); // it prints to stderr only
  await process.ended; // with code 1, because it is given no output
  return lines.join('\n');
}

async function probeVideo(ffmpeg: Ffmpeg, path: string, stream: FilmStreams['video'] & object, options: FfmpegOptions) {
  const codec = codecOf(stream);
  const frames = await firstFrames(ffmpeg, path, { index: stream.index, codec }, options);
  if (frames.numFrames === 0) {
    const size = codedSize(stream.details);
    throw new InputError(
      `probe: expected a film whose video can be decoded, got ${JSON.stringify(path)} with no frame of ${toPrintable(codec)}${size.width ? '' : ' and no size'}. ` +
        'Check that the file is complete, or convert it.',
    );
  }
  return { track: videoTrack(stream, frames), timecode: frames.timecode };
}

/** The container's own, then that of the video or of a timecode track, then that in the video's first frames. */
function startTimecode(film: PrintedFilm, { video }: FilmStreams, ofFrames: string | undefined): string | undefined {
  const tracks = film.streams.filter(({ kind, index }) => kind === 'Data' || index === video?.index);
  const given = [film.metadata, ...tracks.map(({ metadata }) => metadata)].map((metadata) => metadata.get('timecode'));
  return [...given, ofFrames]
    .find((timecode) => timecode !== undefined && /^\d\d:\d\d:\d\d[:;.]\d\d\d?$/.test(timecode))
    ?.replace('.', ';');
}

function remarksOn(film: PrintedFilm, { audio, numProgrammes, video }: FilmStreams, numAudio: number, printed: string): string[] {
  const remarks: string[] = [];
  if (film.durationSeconds === undefined) remarks.push('The film does not say how long it is.');
  if (/Estimating duration from bitrate/.test(printed)) remarks.push('The duration is an estimate, from the size of the file.');
  if (numProgrammes > 1) remarks.push(`The transport stream has ${numProgrammes} programmes; the first with video is read.`);
  const numUnknown = audio.length - numAudio;
  if (numUnknown > 0)
    remarks.push(`${numUnknown} audio ${numUnknown === 1 ? 'track has' : 'tracks have'} no audio at the start and cannot be read.`);
  if (!video && film.streams.some(({ kind }) => kind === 'Video')) remarks.push('Its only image is cover art.');
  return remarks;
}

/** The last line that names a problem: `moov atom not found` says more than `Invalid data found when processing input`. */
function reasonIn(printed: string): string {
  if (printed.includes('Format not on whitelist')) return 'it is a playlist, an image or another file that is no film';
  const lines = printed.split('\n').filter((line) => line.trim() !== '');
  const named = lines.findLast((line) => /^\[[^\]]+\] /.test(line) && !/Format .* detected only with low score/.test(line));
  const last = (lines.at(-1) ?? 'no reason given').replace(/^.*: (?=[^:]+$)/, '');
  return toPrintable(named ? `${named.replace(/^\[[^\]]+\] /, '')}; ${last}` : last);
}
