import { resolveOptions } from '@mmae/input';
import type { Ffmpeg } from '../ffmpeg/find-ffmpeg.ts';
import type { AudioTrack, FilmInfo, VideoTrack } from '../probe/film-info.ts';
import { chosenTracks, outputsOf } from './outputs.ts';
import { readOptions } from './read-options.ts';

const video: VideoTrack = {
  ...{ index: 2, codec: 'h264', width: 1920, height: 1080, displayWidth: 1920, displayHeight: 1080, displayAspect: 16 / 9 },
  ...{ rate: { num: 25, den: 1, drop: false }, hasVariableRate: false, rotation: 0, pixelFormat: 'yuv420p', bitsPerChannel: 8 },
  ...{ interlaced: false, hdr: undefined, colorSpace: 'bt709', startSeconds: 0 },
};
const track = (index: number, language?: string, channelLayout = 'stereo'): AudioTrack => ({
  ...{ index, codec: 'aac', sampleRateHz: 48_000, channels: 2, channelLayout, language, title: undefined },
});
const film = (audio: readonly AudioTrack[], given: Partial<VideoTrack> = {}): FilmInfo => ({
  ...{ container: 'mxf', durationSeconds: 1, video: { ...video, ...given }, audio, subtitles: [], startTimecode: undefined, remarks: [] },
});
const ffmpeg: Ffmpeg = { path: 'ffmpeg', version: '6', passthrough: ['-fps_mode', 'passthrough'], canToneMap: false };
const options = resolveOptions('test', readOptions, {});
const filtersOf = (info: FilmInfo, given: Ffmpeg = ffmpeg) =>
  outputsOf(given, 'film', info, options).args.filter((arg) => /^(scale|select|pan)=/.test(arg));

test('one process decodes the video once for frames and stills, and maps each track', () => {
  const { args, still, audio } = outputsOf(ffmpeg, 'film', film([track(0), track(5)]), options);
  expect(args.flatMap((arg, i) => (arg === '-map' ? args[i + 1] : []))).toEqual(['0:2', '0:2', '0:0', '0:5']);
  expect(still).toEqual({ width: 448, height: 252 });
  expect(audio.map(({ index }) => index)).toEqual([0, 5]);
});

test('filters do what the film needs, and nothing else', () => {
  const select = "select='isnan(prev_selected_t)+gte(abs(t-prev_selected_t),0.5)'";
  expect(filtersOf(film([]))).toEqual(['scale=48:27:flags=area', `${select},scale=448:252`]);
  expect(filtersOf(film([], { interlaced: true, colorSpace: undefined }))).toEqual([
    'scale=48:27:flags=area:in_color_matrix=bt709',
    `${select},field=type=top,scale=448:252:in_color_matrix=bt709`,
  ]);
  expect(filtersOf(film([], { hdr: 'hlg' }), { ...ffmpeg, canToneMap: true })[0]).toMatch(
    /^scale=48:27:flags=area,format=yuv444p10le,zscale=tin=arib-std-b67:/,
  );
  expect(filtersOf(film([track(0, undefined, '2 channels')])).at(-1)).toBe('pan=mono|c0=0.5*c0+0.5*c1');
});

test('HDR that cannot be tone-mapped is remarked on', () => {
  expect(outputsOf(ffmpeg, 'film', film([], { hdr: 'pq' }), options).remarks).toEqual([
    'HDR could not be tone-mapped: this ffmpeg lacks zscale or tonemap. Colours look pale.',
  ]);
});

test('a still is never wider than the film', () => {
  const { still } = outputsOf(ffmpeg, 'film', film([], { displayWidth: 200, displayAspect: 0.5 }), options);
  expect(still).toEqual({ width: 200, height: 400 });
});

test('audio is all tracks, one, those of a language, or none', () => {
  const tracks = [track(1, 'deu'), track(2, 'deu'), track(3, 'fra')];
  const indices = (audio: 'mix' | 'none' | number | string) => chosenTracks(tracks, audio).map(({ index }) => index);
  expect([indices('mix'), indices('none'), indices(3), indices('deu')]).toEqual([[1, 2, 3], [], [3], [1, 2]]);
  expect(() => indices('spa')).toThrow(
    'readFilm: expected audio to be a track of the film, 1 (deu), 2 (deu), 3 (fra), got "spa". Choose one, or mix them.',
  );
  expect(chosenTracks([], 'deu')).toEqual([]);
});

test('a wrong option names its rule', () => {
  expect(() => resolveOptions('readFilm', readOptions, { frameWidth: 4 })).toThrow(/readFilm: expected frameWidth to be .* got 4/);
});
