import { toRateText } from '@mmae/timecode';
import type { AudioTrack, FilmInfo, SubtitleTrack, VideoTrack } from '@mmae/video';

/** What a film consists of, as rows of two cells: a name and its value. */
export function describeFilm({
  container,
  durationSeconds,
  video,
  audio,
  subtitles,
  startTimecode,
  remarks,
}: FilmInfo): [string, string][] {
  return [
    ['container', container],
    ['duration', durationSeconds === undefined ? 'unknown' : `${durationSeconds} s`],
    ...(startTimecode === undefined ? [] : [['start timecode', startTimecode] satisfies [string, string]]),
    ['video', video ? describeVideo(video) : 'none'],
    ...audio.map((track): [string, string] => ['audio', describeAudio(track)]),
    ...subtitles.map((track): [string, string] => ['subtitles', describeSubtitles(track)]),
    ...remarks.map((remark): [string, string] => ['remark', remark]),
  ];
}

function describeVideo(video: VideoTrack): string {
  const { index, codec, width, height, displayWidth, displayHeight, rate, pixelFormat } = video;
  const isSquare = width === displayWidth && height === displayHeight;
  const traits = [
    `${codec}, ${width} × ${height}${isSquare ? '' : ` shown as ${displayWidth} × ${displayHeight}`}, ${toRateText(rate)} frames/s`,
    pixelFormat,
    ...(video.hasVariableRate ? ['variable rate'] : []),
    ...(video.interlaced ? ['interlaced'] : []),
    ...(video.rotation ? [`rotated by ${video.rotation}°`] : []),
    ...(video.hdr ? [`HDR (${video.hdr})`] : []),
  ];
  return `track ${index}: ${traits.join(', ')}`;
}

const describeAudio = ({ index, codec, sampleRateHz, channelLayout, language, title }: AudioTrack): string =>
  `track ${index}: ${[codec, `${sampleRateHz} Hz`, channelLayout, language, title].filter(Boolean).join(', ')}`;

const describeSubtitles = ({ index, codec, isBitmap, language, title }: SubtitleTrack): string =>
  `track ${index}: ${[codec, ...(isBitmap ? ['images'] : []), language, title].filter(Boolean).join(', ')}`;
