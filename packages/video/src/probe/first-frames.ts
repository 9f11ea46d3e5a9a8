import type { Ffmpeg } from '../ffmpeg/find-ffmpeg.ts';
import { filmInput } from '../ffmpeg/film-input.ts';
import { startFfmpeg, type FfmpegOptions } from '../ffmpeg/start-ffmpeg.ts';
import { gopTimecode } from './gop-timecode.ts';

/** What the first decoded frames say, upright. */
export interface FirstFrames {
  readonly numFrames: number;
  /** frames per second as a fraction: `30000/1001` */
  readonly rate: string | undefined;
  /** seconds from one frame to the next, the median */
  readonly frameSeconds: number | undefined;
  readonly width: number;
  readonly height: number;
  /** width of a pixel divided by its height */
  readonly pixelAspect: number;
  readonly interlaced: boolean;
  readonly startSeconds: number;
  readonly transfer: string | undefined;
  readonly colorSpace: string | undefined;
  /** from the header of the first group of pictures (MPEG-2), or the film's timecode SEI */
  readonly timecode: string | undefined;
}

const numWanted = 8;

/** Decodes some frames of one stream and reads what the filter showinfo prints of them. */
export async function firstFrames(
  ffmpeg: Ffmpeg,
  path: string,
  stream: { index: number; codec: string },
  options: FfmpegOptions,
): Promise<FirstFrames> {
  const map = ['-map', `0:${stream.index}`];
  const decoded = [...map, '-vf', 'showinfo', '-frames:v', `${numWanted}`, ...ffmpeg.passthrough, '-f', 'null', '-'];
  const isMpeg2 = stream.codec === 'mpeg2video';
  const coded = isMpeg2 ? [...map, '-c:v', 'copy', '-frames:v', '1', '-f', 'mpeg2video', 'pipe:1'] : [];
  const lines: string[] = [];
  const process = startFfmpeg(ffmpeg.path, [...filmInput(path), ...decoded, ...coded], { ...options, onLine: (line) => lines.push(line) });
  const chunks: Buffer[] = [];
  for await (const chunk of process.output()) chunks.push(chunk);
  await process.ended;
  const shown = parseShowInfo(lines);
  return { ...shown, timecode: shown.timecode ?? (isMpeg2 ? gopTimecode(Buffer.concat(chunks)) : undefined) };
}

export function parseShowInfo(lines: readonly string[]): FirstFrames {
  const shown = lines.filter((line) => line.includes('[Parsed_showinfo')).map((line) => line.slice(line.indexOf('[Parsed_showinfo')));
  const frames = shown.filter((line) => /\] n: *\d+ pts:/.test(line));
  const first = (pattern: RegExp, within: readonly string[]) => within.map((line) => pattern.exec(line)?.[1]).find(Boolean);
  const [, pixelWidth, pixelHeight] = /sar:(\d+)\/(\d+)/.exec(frames[0] ?? '') ?? [];
  const pixelAspect = Number(pixelWidth) / Number(pixelHeight);
  const times = frames.map((line) => Number(/ pts_time:(-?[\d.]+)/.exec(line)?.[1]));
  return {
    numFrames: frames.length,
    rate: first(/config in .*frame_rate: (\d+\/\d+)/, shown),
    frameSeconds: median(times.slice(1).map((time, i) => time - times[i]!)),
    width: Number(first(/ s:(\d+)x/, frames) ?? 0),
    height: Number(first(/ s:\d+x(\d+)/, frames) ?? 0),
    pixelAspect: pixelAspect > 0 && Number.isFinite(pixelAspect) ? pixelAspect : 1,
    interlaced: frames.some((line) => / i:[TB]/.test(line)),
    startSeconds: times[0] ?? 0,
    transfer: known(first(/color_trc:(\S+)/, shown)),
    colorSpace: known(first(/color_space:(\S+)/, shown)),
    timecode: first(/timecode[^\d]*(?:12-1|12M)?[^\d]*(\d\d:\d\d:\d\d[:;]\d\d)/i, shown),
  };
}

const known = (value: string | undefined) => (value === 'unknown' || value === 'unspecified' ? undefined : value);

const median = (values: readonly number[]): number | undefined => values.toSorted((a, b) => a - b)[values.length >> 1];
