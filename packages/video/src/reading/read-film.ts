import { InputError, resolveOptions } from '@mmae/input';
import { findFfmpeg, type Ffmpeg } from '../ffmpeg/find-ffmpeg.ts';
import { checkFilmFile } from '../ffmpeg/film-input.ts';
import { startFfmpeg } from '../ffmpeg/start-ffmpeg.ts';
import { nutReader } from '../nut/nut-reader.ts';
import type { FilmInfo } from '../probe/film-info.ts';
import { errorLines, type ErrorLines } from './error-lines.ts';
import type { FilmEnd, FilmPart } from './film-parts.ts';
import { audioRateHz, outputsOf } from './outputs.ts';
import { partsOf, type PartAssembler } from './parts-of.ts';
import { readOptions, type GivenReadOptions, type ReadOptions } from './read-options.ts';

export interface ReadSettings {
  /** aborting it kills ffmpeg */
  readonly signal?: AbortSignal;
  /** called a few times a second of work, with the time reached */
  readonly onProgress?: (progress: { readonly seconds: number; readonly numFrames: number }) => void;
  /** the ffmpeg to use; `findFfmpeg()` */
  readonly ffmpeg?: Ffmpeg;
  /** seconds without output after which ffmpeg is killed; 300 */
  readonly stallSeconds?: number;
}

/**
 * Decodes a film once, in one process, and yields its frames, still candidates and audio in the order of time, then one `end`.
 * ffmpeg waits while the caller works on a part; leaving the loop ends it.
 *
 * @throws InputError if nothing can be decoded; FfmpegStopped if ffmpeg was killed or stalled; the reason of `signal`
 */
export async function* readFilm(
  path: string,
  info: FilmInfo,
  given: GivenReadOptions = {},
  settings: ReadSettings = {},
): AsyncGenerator<FilmPart, void, undefined> {
  const options = resolveOptions('readFilm', readOptions, given);
  await checkFilmFile(path, 'readFilm');
  const ffmpeg = settings.ffmpeg ?? (await findFfmpeg());
  const isDone = yield* readOnce(ffmpeg, path, info, options, settings);
  if (isDone) return;
  const silent = yield* readOnce(ffmpeg, path, info, { ...options, audio: 'none' }, settings, [audioTooLate]);
  if (!silent) throw undecodable(path, 'its streams are too far apart');
}

const audioTooLate = 'Audio is left out: it begins minutes after the video, or never.';

/** @returns false, before any part, if the audio starts so late that the video would have to wait for it in memory */
async function* readOnce(
  ffmpeg: Ffmpeg,
  path: string,
  info: FilmInfo,
  options: ReadOptions,
  { signal, onProgress, stallSeconds }: ReadSettings,
  remarks: readonly string[] = [],
): AsyncGenerator<FilmPart, boolean, undefined> {
  const outputs = outputsOf(ffmpeg, path, info, options);
  const errors = errorLines();
  const process = startFfmpeg(ffmpeg.path, outputs.args, { signal, stallSeconds, onLine: (line) => errors.add(line) });
  const nut = nutReader();
  const parts = partsOf(info.video && outputs.still, outputs.audio.length);
  let numReported = 0;
  try {
    for await (const chunk of process.output()) {
      for (const packet of nut.push(chunk)) yield* parts.add(packet);
      if (parts.numFrames - numReported >= progressEvery) {
        numReported = parts.numFrames;
        onProgress?.({ seconds: parts.seconds, numFrames: parts.numFrames });
      }
    }
    await process.ended;
    if (errors.has(/Too many packets buffered/) && parts.numFrames === 0 && outputs.audio.length > 0) return false;
    yield* parts.end();
    if (parts.numFrames + parts.numSamples === 0) throw undecodable(path, errors.last);
    const end = endOf(parts, info, errors);
    yield { ...end, remarks: [...remarks, ...outputs.remarks, ...end.remarks] };
    return true;
  } finally {
    await process.stop();
  }
}

const progressEvery = 250;

function endOf(parts: PartAssembler, info: FilmInfo, errors: ErrorLines): FilmEnd {
  const { numFrames, numSamples, durationSeconds } = parts;
  const remarks: string[] = [...parts.remarks];
  if (info.video && numFrames === 0) remarks.push('No frame could be decoded, only audio.');
  const reached = (info.video?.startSeconds ?? 0) + Math.max(durationSeconds, numSamples / audioRateHz);
  if (info.durationSeconds !== undefined && reached < info.durationSeconds - Math.max(1, info.durationSeconds * 0.02)) {
    const [decoded, said] = [reached, info.durationSeconds].map((seconds) => seconds.toFixed(1));
    remarks.push(`Decoded ${decoded} s of ${said} s: the film ends early, or its duration is wrong.`);
  }
  if (errors.count > 0)
    remarks.push(`ffmpeg reported ${errors.count} ${errors.count === 1 ? 'error' : 'errors'}; the first: ${errors.first}`);
  return { kind: 'end', numFrames, numSamples, durationSeconds, remarks };
}

const undecodable = (path: string, reason: string) =>
  new InputError(
    `readFilm: expected a film that can be decoded, got ${JSON.stringify(path)} without a frame or audio${reason ? ` (${reason})` : ''}. Check that the file is complete.`,
  );
