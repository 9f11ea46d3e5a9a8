import type { PrintedStream } from './printed-streams.ts';
import { audioTrack, codedSize, filmStreams, numChannels, subtitleTrack } from './tracks.ts';

const stream = (kind: string, details: string, index = 0): PrintedStream => ({
  ...{ index, kind, details, language: undefined, metadata: new Map(), matrixRotation: 0, programme: undefined },
});

test.each([
  ['mono', 1],
  ['stereo', 2],
  ['5.1(side)', 6],
  ['5.1', 6],
  ['7.1.4', 12],
  ['16 channels (FL+FR+FC)', 16],
  ['hexadecagonal', 16],
  ['2 channels', 2],
  ['', 0],
])('%s is %i channels', (layout, channels) => expect(numChannels(layout)).toBe(channels));

test('an audio track without a format has no audio that can be read', () => {
  expect(audioTrack(stream('Audio', 'aac (LC) (mp4a / 0x6134706D), 44100 Hz, 5.1, fltp, 69 kb/s', 3))).toEqual({
    ...{ index: 3, codec: 'aac', sampleRateHz: 44_100, channels: 6, channelLayout: '5.1', language: undefined, title: undefined },
  });
  expect(audioTrack(stream('Audio', 'mp2 ([3][0][0][0] / 0x0003), 0 channels, s16p'))).toBeUndefined();
});

test('pixel format and size are found behind any codec name', () => {
  const prores = 'prores (HQ) (apch / 0x68637061), yuv422p10le(tv, bt709, top coded first (swapped)), 1920x1080, 183 kb/s, 25 fps';
  expect(codedSize(prores)).toEqual({ pixelFormat: 'yuv422p10le', width: 1920, height: 1080 });
  expect(codedSize('h264, none, 25 fps')).toEqual({ pixelFormat: '', width: 0, height: 0 });
});

test('the largest video is the film, and an image is none', () => {
  const small = stream('Video', 'h264 (High), yuv420p, 320x180, 25 fps', 0);
  const large = stream('Video', 'h264 (High), yuv420p, 1920x1080, 25 fps', 1);
  const attached = stream('Video', 'mjpeg, yuvj420p(pc), 3000x3000, 25 fps, 90k tbr (attached pic)', 2);
  const unmarked = stream('Video', 'png, rgb24(pc), 3000x3000 [SAR 1:1 DAR 1:1], 90k tbr, 90k tbn, 90k tbc', 3);
  const film = { container: 'mov', durationSeconds: 1, metadata: new Map() };
  expect(filmStreams({ ...film, streams: [small, large, attached, unmarked] }).video).toBe(large);
  expect(filmStreams({ ...film, streams: [attached, unmarked] }).video).toBeUndefined();
});

test('subtitles that are images are told from text', () => {
  expect(subtitleTrack(stream('Subtitle', 'dvb_subtitle ([6][0][0][0] / 0x0006)')).isBitmap).toBe(true);
  expect(subtitleTrack(stream('Subtitle', 'subrip')).isBitmap).toBe(false);
});
