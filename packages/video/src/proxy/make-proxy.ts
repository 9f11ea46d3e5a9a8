import { rename, rm } from 'node:fs/promises';
import { InputError } from '@mmae/input';
import { findFfmpeg, type Ffmpeg } from '../ffmpeg/find-ffmpeg.ts';
import { checkFilmFile } from '../ffmpeg/film-input.ts';
import { startFfmpeg } from '../ffmpeg/start-ffmpeg.ts';
import type { FilmInfo } from '../probe/film-info.ts';
import { errorLines } from '../reading/error-lines.ts';
import { proxyFormats, type ProxyFormat } from './proxy-arguments.ts';

export interface ProxySettings {
  /** aborting it kills ffmpeg and leaves no file */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly seconds: number }) => void;
  /** the ffmpeg to use; `findFfmpeg()` */
  readonly ffmpeg?: Ffmpeg;
}

/**
 * Makes a copy of a film that browsers play: H.264 and AAC in MP4 or, where ffmpeg cannot encode these, VP8 and Opus in WebM. At most 1280 × 720, upright, square pixels,
 * progressive. Every frame keeps its time after the first one, which is at 0, so positions in the copy are positions in the film.
 *
 * @param target where to write it; it appears once it is complete, with what it is: players look at the content, not at the name
 * @throws InputError if the film has no video or cannot be decoded; FfmpegStopped if ffmpeg was killed or stalled; the reason of `signal`
 */
export async function makeProxy(path: string, info: FilmInfo, target: string, settings: ProxySettings = {}): Promise<ProxyFormat['type']> {
  await checkFilmFile(path, 'makeProxy');
  if (!info.video) throw new InputError(`makeProxy: expected a film with video, got ${JSON.stringify(path)} without any.`);
  const ffmpeg = settings.ffmpeg ?? (await findFfmpeg());
  const unfinished = `${target}.unfinished-${process.pid}`;
  const failures: string[] = [];
  try {
    for (const format of proxyFormats) {
      const failure = await encode(ffmpeg, format.args(ffmpeg, path, info, unfinished), settings);
      if (failure === undefined) {
        await rename(unfinished, target);
        return format.type;
      }
      failures.push(failure);
      if (!/unknown encoder/i.test(failure)) break;
    }
  } finally {
    await rm(unfinished, { force: true });
  }
  throw new InputError(
    `makeProxy: expected a film that ffmpeg can convert, got ${JSON.stringify(path)} (${failures.join('; ')}). Check that the film is complete.`,
  );
}

/** @returns why it failed, if it did */
async function encode({ path }: Ffmpeg, args: readonly string[], { signal, onProgress }: ProxySettings): Promise<string | undefined> {
  const errors = errorLines();
  let unknownEncoder: string | undefined;
  const onLine = (line: string) => {
    errors.add(line);
    if (/unknown encoder/i.test(line)) unknownEncoder = line.trim();
  };
  const running = startFfmpeg(path, args, { signal, onLine });
  try {
    for await (const chunk of running.output()) {
      const microseconds = [...chunk.toString('latin1').matchAll(/^out_time_ms=(\d+)$/gm)].at(-1)?.[1];
      if (microseconds !== undefined) onProgress?.({ seconds: Number(microseconds) / 1e6 });
    }
    const { code } = await running.ended;
    return code === 0 ? undefined : (unknownEncoder ?? errors.last);
  } finally {
    await running.stop();
  }
}
