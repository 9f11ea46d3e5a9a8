import { InputError } from '@mmae/input';
import { readFilm, type FilmInfo, type FilmStill, type VideoTrack } from '@mmae/video';
import { readdir, writeFile } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import sharp from 'sharp';
import { audioSpool, type AudioSpool } from './audio-spool.ts';
import type { Detector } from './detector.ts';
import type { FilmStore } from './film-store.ts';
import type { Programme } from './programme.ts';
import { shotRecorder, type FilmShot } from './shot-recorder.ts';
import { readShotList, shotsFile, toShotListText, type ShotList, type StoredShot } from './shots-file.ts';

export interface ExtractOptions {
  readonly store: FilmStore;
  readonly detector: Detector;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FilmProgress) => void;
}

export interface FilmProgress {
  readonly seconds: number;
  readonly numFrames: number;
}

/** The shots of a film in the media folder. */
export interface ExtractedFilm extends ShotList {
  /** the folder of the film, relative to the media folder */
  readonly folder: string;
}

/** Changes when the same film and options give other files. */
const version = 1;

const stillWidth = 640;
export const audioRateHz = 16_000;
const jpegQuality = 85;

const keyOf = (detector: Detector) => `shots ${version}; ${detector.key}; still ${stillWidth}; audio ${audioRateHz}`;

/** The shots of a film that are in the media folder already, made from the same content with the same options. */
export async function knownShots(
  { id, file, stat }: Programme,
  { store, detector }: Pick<ExtractOptions, 'store' | 'detector'>,
): Promise<ExtractedFilm | undefined> {
  const folder = await store.find(id, keyOf(detector), file, stat);
  if (folder === undefined) return undefined;
  const list = await readShotList(join(store.folder, folder)).catch(() => undefined); // damaged: made again
  const names = new Set(await readdir(join(store.folder, folder)));
  const isWhole = list?.shots.every(({ image, audio }) => [image, audio].every((name) => name === undefined || names.has(name)));
  return isWhole ? { folder, ...list! } : undefined;
}

/**
 * The shots of a film, each with a still and its audio, in the media folder. The film is decoded once; if its folder is there already, made from the same
 * content with the same options, nothing is done. Memory does not depend on the length of the film or of a shot.
 *
 * - The still is the steadiest candidate outside of transitions that is not of one colour; JPEG, at most 640 pixels wide, in display aspect.
 * - Audio is WAV, 16-bit PCM, 16 kHz, one channel, cut to the sample. A shot has none where the film has none or it is digital silence throughout.
 *
 * @returns undefined if the film has no video
 * @throws InputError if the film cannot be used; FfmpegStopped if ffmpeg was killed; the reason of `signal`
 */
export async function extractShots(programme: Programme, options: ExtractOptions): Promise<ExtractedFilm | undefined> {
  const { store, detector, signal } = options;
  const { id, file, stat } = programme;
  const known = await knownShots(programme, options);
  if (known !== undefined) return known;
  const info = await programme.info(signal);
  if (info.video === undefined) return undefined;
  const draft = await store.begin(parse(file).name, { sha256: id, key: keyOf(detector), file, stat });
  try {
    const list = await decodeInto(draft.folder, programme.file, { ...info, video: info.video }, options);
    await writeFile(join(draft.folder, shotsFile), toShotListText(list));
    signal?.throwIfAborted();
    return { folder: await draft.commit(), ...list };
  } catch (error) {
    await draft.abandon();
    throw error;
  }
}

type Film = FilmInfo & { readonly video: VideoTrack };

async function decodeInto(folder: string, file: string, info: Film, { detector, signal, onProgress }: ExtractOptions): Promise<ShotList> {
  const { rate } = info.video;
  const images = new Set<number>();
  const recorder = shotRecorder<FilmStill>({
    detector: await detector.start({ framesPerSecond: rate.num / rate.den }),
    rate,
    async onStill(number, still) {
      await writeFile(join(folder, `${nameOf(number)}.jpg`), await toJpeg(still));
      images.add(number);
    },
  });
  let isRead = false;
  const spool = await audioSpool(join(folder, '.audio'), audioRateHz);
  try {
    let remarks: readonly string[] = [];
    let durationSeconds = 0;
    for await (const part of readFilm(file, info, { stillWidth }, { signal, onProgress })) {
      if (part.kind === 'frame') await recorder.frame(part.seconds, part.pixels);
      else if (part.kind === 'still') recorder.still(part.index, part);
      else if (part.kind === 'audio') await spool.append(bytesOf(part.samples));
      else ({ remarks, durationSeconds } = part);
    }
    isRead = true;
    const shots = await recorder.end();
    if (shots.length === 0)
      throw new InputError(
        `extractShots: expected a film with frames, got ${basename(file)} without one. Check that the file is complete.`,
      );
    const stored: StoredShot[] = [];
    for (const shot of shots)
      stored.push({
        ...shot,
        ...(images.has(shot.number) && { image: `${nameOf(shot.number)}.jpg` }),
        ...(await cutAudio(spool, shot, folder, shot === shots.at(-1))),
      });
    return { info, durationSeconds, remarks: [...info.remarks, ...remarks], shots: stored };
  } finally {
    if (!isRead) await recorder.end().catch(() => undefined); // frees a network
    await spool.close();
  }
}

/** The last shot has all audio that is left, which may be longer than the video. */
async function cutAudio(spool: AudioSpool, { number, fromSeconds, toSeconds }: FilmShot, folder: string, isLast: boolean) {
  const audio = `${nameOf(number)}.wav`;
  const to = isLast ? Infinity : Math.round(toSeconds * audioRateHz);
  return (await spool.cut(Math.round(fromSeconds * audioRateHz), to, join(folder, audio))) ? { audio } : {};
}

const nameOf = (number: number) => String(number).padStart(6, '0');

const bytesOf = ({ buffer, byteOffset, byteLength }: Int16Array<ArrayBuffer>) => new Uint8Array(buffer, byteOffset, byteLength);

const toJpeg = ({ pixels, width, height }: FilmStill): Promise<Buffer> =>
  sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: jpegQuality })
    .toBuffer();
