import { InputError } from '@mmae/input';
import { readFilm, type FilmInfo } from '@mmae/video';
import type { Detector } from './detector.ts';
import type { FilmProgress } from './extract-shots.ts';
import { shotRecorder, type FilmShot } from './shot-recorder.ts';

export interface ListOptions {
  readonly detector: Detector;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FilmProgress) => void;
}

/** The shots of a film; nothing is written. @throws InputError if the film has no video or cannot be used */
export async function listShots(file: string, info: FilmInfo, { detector, signal, onProgress }: ListOptions): Promise<FilmShot[]> {
  if (info.video === undefined) throw new InputError(`listShots: expected a film with video, got ${file}, which has only audio.`);
  const { rate } = info.video;
  const recorder = shotRecorder<never>({ detector: await detector.start({ framesPerSecond: rate.num / rate.den }), rate });
  const options = { audio: 'none', stillWidth: 16, stillIntervalSeconds: 3600 } as const;
  for await (const part of readFilm(file, info, options, { signal, onProgress })) {
    if (part.kind === 'frame') await recorder.frame(part.seconds, part.pixels);
  }
  return recorder.end();
}
