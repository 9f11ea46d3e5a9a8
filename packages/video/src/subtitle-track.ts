import { InputError } from '@mmae/input';
import { findFfmpeg } from './ffmpeg/find-ffmpeg.ts';
import { checkFilmFile, filmInput } from './ffmpeg/film-input.ts';
import { startFfmpeg } from './ffmpeg/start-ffmpeg.ts';
import type { ProbeOptions } from './probe/probe.ts';
import type { FilmInfo } from './probe/film-info.ts';
import { errorLines } from './reading/error-lines.ts';

/**
 * The subtitles of one track of a film, as WebVTT. Time 0 is the first frame, as everywhere.
 *
 * @throws InputError if the film has no such track, or its subtitles are images
 */
export async function readSubtitleTrack(
  path: string,
  info: FilmInfo,
  index: number,
  { signal, ffmpeg }: ProbeOptions = {},
): Promise<string> {
  await checkFilmFile(path, 'readSubtitleTrack');
  const track = info.subtitles.find((subtitles) => subtitles.index === index);
  const name = JSON.stringify(path);
  if (!track) {
    const present = info.subtitles.map((subtitles) => subtitles.index).join(', ') || 'none';
    throw new InputError(`readSubtitleTrack: expected the index of a subtitle track of ${name} (${present}), got ${index}.`);
  }
  if (track.isBitmap) {
    throw new InputError(
      `readSubtitleTrack: expected subtitles that are text, got ${track.codec} in track ${index} of ${name}, which are images. Use a subtitle file.`,
    );
  }
  const errors = errorLines();
  const args = [
    '-loglevel',
    'error',
    '-itsoffset',
    `${-(info.video?.startSeconds ?? 0)}`,
    ...filmInput(path),
    '-map',
    `0:${index}`,
    '-c:s',
    'webvtt',
    '-f',
    'webvtt',
    'pipe:1',
  ];
  const process = startFfmpeg((ffmpeg ?? (await findFfmpeg())).path, args, { signal, onLine: (line) => errors.add(line) });
  const chunks: Buffer[] = [];
  for await (const chunk of process.output()) chunks.push(chunk);
  const { code } = await process.ended;
  if (code !== 0)
    throw new InputError(
      `readSubtitleTrack: expected text, got ${track.codec} in track ${index} of ${name} (${errors.last}). Use a subtitle file.`,
    );
  return Buffer.concat(chunks).toString('utf8');
}
