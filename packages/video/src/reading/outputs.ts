import { InputError } from '@mmae/input';
import type { Ffmpeg } from '../ffmpeg/find-ffmpeg.ts';
import { filmInput } from '../ffmpeg/film-input.ts';
import type { AudioTrack, FilmInfo, VideoTrack } from '../probe/film-info.ts';
import type { ReadOptions } from './read-options.ts';

export const audioRateHz = 16_000;

/** Streams of the pipe in their order: frames and stills if the film has video, then the audio tracks. */
export interface Outputs {
  readonly args: readonly string[];
  readonly still: { readonly width: number; readonly height: number };
  readonly audio: readonly AudioTrack[];
  readonly remarks: readonly string[];
}

/** The arguments with which one ffmpeg decodes a film once and writes everything to stdout as NUT. */
export function outputsOf(ffmpeg: Ffmpeg, path: string, { video, audio: tracks }: FilmInfo, options: ReadOptions): Outputs {
  const audio = chosenTracks(tracks, options.audio);
  const still = video ? stillSize(video, options.stillWidth) : { width: 0, height: 0 };
  const args = [...['-loglevel', 'error', '-max_error_rate', '1'], ...filmInput(path)];
  if (video) {
    const frames = [`scale=${options.frameWidth}:${options.frameHeight}:flags=area${matrixOf(video)}`, ...toneMapping(ffmpeg, video)];
    const stills = [
      everySeconds(options.stillIntervalSeconds),
      ...oneField(video),
      `scale=${still.width}:${still.height}${matrixOf(video)}`,
      ...toneMapping(ffmpeg, video),
    ];
    args.push('-map', `0:${video.index}`, '-map', `0:${video.index}`, '-filter:v:0', frames.join(','), '-filter:v:1', stills.join(','));
    args.push(...['-c:v', 'rawvideo', '-pix_fmt', 'rgb24', '-enc_time_base:v', '1:90000'], ...ffmpeg.passthrough);
  }
  audio.forEach((track, i) => args.push('-map', `0:${track.index}`, ...downmix(track, i)));
  if (audio.length > 0) args.push('-c:a', 'pcm_s16le', '-ar', `${audioRateHz}`, '-ac', '1');
  // Nothing is written before every stream has something to write: a limit on what may wait bounds the memory.
  args.push('-max_muxing_queue_size', '8000', ...(video ? ['-max_muxing_queue_size:v:1', '300'] : []));
  args.push('-f', 'nut', 'pipe:1');
  const isFlat = video?.hdr !== undefined && !ffmpeg.canToneMap;
  return {
    args,
    still,
    audio,
    remarks: isFlat ? ['HDR could not be tone-mapped: this ffmpeg lacks zscale or tonemap. Colours look pale.'] : [],
  };
}

/** @throws InputError if the film has no such track */
export function chosenTracks(tracks: readonly AudioTrack[], wanted: ReadOptions['audio']): readonly AudioTrack[] {
  if (wanted === 'none') return [];
  if (wanted === 'mix' || tracks.length === 0) return tracks;
  const chosen = tracks.filter(({ index, language }) => wanted === index || (language !== undefined && wanted === language));
  if (chosen.length > 0) return chosen;
  const present = tracks.map(({ index, language }) => (language ? `${index} (${language})` : `${index}`)).join(', ');
  throw new InputError(
    `readFilm: expected audio to be a track of the film, ${present}, got ${JSON.stringify(wanted)}. Choose one, or mix them.`,
  );
}

/** The height follows from the display aspect, so that people keep their shape. */
function stillSize({ displayWidth, displayAspect }: VideoTrack, stillWidth: number) {
  const width = Math.min(stillWidth, Math.max(displayWidth, 1));
  return { width, height: Math.max(1, Math.round(width / displayAspect)) };
}

const everySeconds = (seconds: number) => `select='isnan(prev_selected_t)+gte(abs(t-prev_selected_t),${seconds})'`;

/** One field of an interlaced frame: moving edges have no combs, and a still has fewer lines than a field. The small frames average both fields. */
const oneField = ({ interlaced, rotation }: VideoTrack) => (interlaced && rotation % 180 === 0 ? ['field=type=top'] : []);

/** High definition without a stated matrix is BT.709, where ffmpeg would take BT.601. */
const matrixOf = ({ colorSpace, height }: VideoTrack) => (colorSpace === undefined && height >= 720 ? ':in_color_matrix=bt709' : '');

/** HDR to the range of a still (BT.709, 8 bit), after scaling, which makes it cheap. */
export function toneMapping({ canToneMap }: Ffmpeg, { hdr }: VideoTrack): string[] {
  if (!hdr || !canToneMap) return [];
  const transfer = hdr === 'pq' ? 'smpte2084' : 'arib-std-b67';
  return [
    'format=yuv444p10le',
    `zscale=tin=${transfer}:min=bt2020nc:pin=bt2020:rin=limited:t=linear:npl=203`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=mobius:desat=0:peak=5', // white, at 203 cd/m², comes out at 217; 1,000 cd/m² at 255,
    'zscale=t=bt709:m=gbr:r=full',
    'format=gbrp',
  ];
}

/** ffmpeg knows how to mix the layouts that have names; channels without one are averaged. */
function downmix({ channels, channelLayout }: AudioTrack, output: number): string[] {
  if (!/^\d+ channels/.test(channelLayout)) return [];
  const mean = Array.from({ length: channels }, (_, channel) => `${1 / channels}*c${channel}`).join('+');
  return [`-filter:a:${output}`, `pan=mono|c0=${mean}`];
}
