import type { Ffmpeg } from '../ffmpeg/find-ffmpeg.ts';
import { filmInput, toFilmUrl } from '../ffmpeg/film-input.ts';
import type { AudioTrack, FilmInfo, VideoTrack } from '../probe/film-info.ts';
import { toneMapping } from '../reading/outputs.ts';

const maxWidth = 1280;
const maxHeight = 720;

export interface ProxyFormat {
  readonly type: 'video/mp4' | 'video/webm';
  readonly args: (ffmpeg: Ffmpeg, path: string, info: FilmInfo, target: string) => string[];
}

/** Formats in the order in which they are tried. */
export const proxyFormats: readonly ProxyFormat[] = [
  {
    type: 'video/mp4',
    args: proxyArguments(
      ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-g', '50', '-pix_fmt', 'yuv420p'],
      ['-c:a', 'aac', '-b:a', '128k'],
      ['-movflags', '+faststart', '-f', 'mp4'],
    ),
  },
  {
    type: 'video/webm',
    args: proxyArguments(
      ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '4', '-b:v', '1500k', '-crf', '20', '-g', '50', '-pix_fmt', 'yuv420p'],
      ['-c:a', 'libopus', '-b:a', '96k'],
      ['-f', 'webm'],
    ),
  },
];

function proxyArguments(video: readonly string[], audio: readonly string[], container: readonly string[]): ProxyFormat['args'] {
  return (ffmpeg, path, info, target) => {
    const filters = [`[0:${info.video!.index}]${videoFilter(ffmpeg, info.video!)}[video]`, ...audioFilters(info)];
    return [
      ...['-loglevel', 'error', '-max_error_rate', '1', '-y', ...filmInput(path), '-filter_complex', filters.join(';'), '-map', '[video]'],
      ...[...video, ...ffmpeg.passthrough],
      ...(info.audio.length > 0 ? ['-map', '[audio]', ...audio, '-ac', '2', '-ar', '48000'] : []),
      ...['-map_metadata', '-1', '-map_chapters', '-1', '-max_muxing_queue_size', '8000', ...container],
      ...['-progress', 'pipe:1', toFilmUrl(target)],
    ];
  };
}

function videoFilter(ffmpeg: Ffmpeg, video: VideoTrack): string {
  const { width, height } = proxySize(video);
  return [
    ...(video.interlaced ? ['yadif=mode=send_frame'] : []),
    `scale=${width}:${height}`,
    'setsar=1',
    ...toneMapping(ffmpeg, video),
    'setpts=PTS-STARTPTS',
    'format=yuv420p',
  ].join(',');
}

/** Never larger than the film; both even, as 4:2:0 needs. */
export function proxySize({ displayWidth, displayHeight }: Pick<VideoTrack, 'displayWidth' | 'displayHeight'>) {
  const scale = Math.min(1, maxWidth / displayWidth, maxHeight / displayHeight);
  const even = (length: number) => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { width: even(displayWidth), height: even(displayHeight) };
}

/** The first track or, where left and right are tracks of their own, the first two. Time 0 is the first frame. */
function audioFilters({ audio, video }: FilmInfo): string[] {
  const tracks = stereoTracks(audio);
  if (tracks.length === 0) return [];
  const inputs = tracks.map(({ index }) => `[0:${index}]`).join('');
  const merge = tracks.length > 1 ? 'amerge=inputs=2,' : '';
  return [`${inputs}${merge}asetpts=PTS-${video!.startSeconds}/TB,atrim=start=0,aresample=48000:async=1:first_pts=0[audio]`];
}

const stereoTracks = (audio: readonly AudioTrack[]) =>
  audio.slice(0, audio.length > 1 && audio[0]!.channels === 1 && audio[1]!.channels === 1 ? 2 : 1);
