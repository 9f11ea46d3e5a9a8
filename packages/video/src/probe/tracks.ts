import type { AudioTrack, SubtitleTrack } from './film-info.ts';
import type { PrintedFilm, PrintedStream } from './printed-streams.ts';

/** The streams of one film: of a transport stream with several programmes, those of the first that has video. */
export interface FilmStreams {
  readonly video: PrintedStream | undefined;
  readonly audio: readonly PrintedStream[];
  readonly subtitles: readonly PrintedStream[];
  readonly numProgrammes: number;
}

export function filmStreams({ streams }: PrintedFilm): FilmStreams {
  const programmes = [...new Set(streams.flatMap(({ programme }) => programme ?? []))];
  const chosen = programmes.find((name) => streams.some((stream) => stream.programme === name && isMoving(stream)));
  const own = chosen === undefined ? streams : streams.filter(({ programme }) => programme === chosen);
  const ofKind = (kind: string) => own.filter((stream) => stream.kind === kind);
  return {
    video: largest(own.filter(isMoving)),
    audio: ofKind('Audio'),
    subtitles: ofKind('Subtitle'),
    numProgrammes: programmes.length,
  };
}

/** Cover art is a video stream to ffmpeg. */
const isMoving = ({ kind, details }: PrintedStream) =>
  kind === 'Video' && !/\((attached pic|timed thumbnails)\)/.test(details) && !isImage(details);

/** Old versions do not say that it is attached, but an image has no frames a second. */
const isImage = (details: string) => /^(png|mjpeg|bmp|gif|tiff|webp)\b/.test(details) && !/ fps\b/.test(details);

const largest = (streams: readonly PrintedStream[]) =>
  streams.reduce<PrintedStream | undefined>((best, stream) => (best && numPixels(best) >= numPixels(stream) ? best : stream), undefined);

function numPixels({ details }: PrintedStream): number {
  const { width, height } = codedSize(details);
  return width * height;
}

export function codedSize(details: string): { pixelFormat: string; width: number; height: number } {
  const [, pixelFormat = '', width = 0, height = 0] = /, (\w+)(?:\(.*?\))?, (\d+)x(\d+)/.exec(details) ?? [];
  return { pixelFormat, width: Number(width), height: Number(height) };
}

export const codecOf = ({ details }: PrintedStream): string => /^[^\s,]+/.exec(details)?.[0] ?? 'unknown';

/** An audio track; undefined if the film holds no audio of it at its start, so that its format is unknown. */
export function audioTrack(stream: PrintedStream): AudioTrack | undefined {
  const [, sampleRateHz = 0, channelLayout = ''] = /, (\d+) Hz, ([^,]+)/.exec(stream.details) ?? [];
  const channels = numChannels(channelLayout);
  if (!(Number(sampleRateHz) > 0 && channels > 0)) return undefined;
  return {
    ...{ index: stream.index, codec: codecOf(stream), sampleRateHz: Number(sampleRateHz), channels, channelLayout },
    ...{ language: stream.language, title: stream.metadata.get('title') },
  };
}

const namedLayouts: Readonly<Record<string, number>> = {
  mono: 1,
  stereo: 2,
  downmix: 2,
  quad: 4,
  hexagonal: 6,
  octagonal: 8,
  hexadecagonal: 16,
};

/** Channels of a layout as ffmpeg prints it: `stereo`, `5.1(side)`, `16 channels`, `7.1.4`. */
export function numChannels(layout: string): number {
  const counted = /^(\d+) channels/.exec(layout)?.[1];
  if (counted) return Number(counted);
  const dotted = /^\d+(?:\.\d+)+/.exec(layout)?.[0];
  if (dotted) return dotted.split('.').reduce((sum, part) => sum + Number(part), 0);
  return namedLayouts[/^[a-z]+/.exec(layout)?.[0] ?? ''] ?? 0;
}

const bitmapCodecs = ['dvb_subtitle', 'dvd_subtitle', 'hdmv_pgs_subtitle', 'xsub'];

export const subtitleTrack = (stream: PrintedStream): SubtitleTrack => ({
  ...{ index: stream.index, codec: codecOf(stream), isBitmap: bitmapCodecs.includes(codecOf(stream)) },
  ...{ language: stream.language, title: stream.metadata.get('title') },
});
