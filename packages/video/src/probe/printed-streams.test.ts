import { parsePrintedFilm } from './printed-streams.ts';
import { filmStreams } from './tracks.ts';

const ffmpeg4 = `Input #0, mpegts, from 'file:/a/two.ts':
  Duration: 01:00:03.01, start: 1.440000, bitrate: 1923 kb/s
  Program 1
    Metadata:
      service_name    : A
      service_provider: FFmpeg
    Stream #0:1[0x101](deu): Audio: mp2 ([3][0][0][0] / 0x0003), 48000 Hz, mono, s16p, 384 kb/s
    Stream #0:2[0x102](deu,fra): Audio: mp2 ([3][0][0][0] / 0x0003), 48000 Hz, stereo, s16p, 384 kb/s
  Program 2
    Stream #0:0[0x100]: Video: mpeg2video (Main) ([2][0][0][0] / 0x0002), yuv420p(tv, top first), 720x576 [SAR 64:45 DAR 16:9], 25 fps, 25 tbr, 90k tbn, 50 tbc
    Stream #0:1[0x101](deu): Audio: mp2 ([3][0][0][0] / 0x0003), 48000 Hz, mono, s16p, 384 kb/s
At least one output file must be specified`;

test('streams are those of ffmpeg 4, each once, with their programme', () => {
  const film = parsePrintedFilm(ffmpeg4, 'file:/a/two.ts')!;
  expect([film.container, film.durationSeconds]).toEqual(['mpegts', 3603.01]);
  expect(film.streams.map(({ index, kind, language, programme }) => [index, kind, language, programme])).toEqual([
    [0, 'Video', undefined, '2'],
    [1, 'Audio', 'deu', '1'],
    [2, 'Audio', 'deu,fra', '1'],
  ]);
});

test('of several programmes the first with video is chosen', () => {
  const printed = ffmpeg4.replace('Program 1', 'Program 7').replace('[0x100]: Video', '[0x100](und): Video');
  const { video, numProgrammes } = filmStreams(parsePrintedFilm(printed, 'file:/a/two.ts')!);
  expect([video?.index, video?.language, numProgrammes]).toEqual([0, undefined, 2]);
});

const ffmpeg7 = `[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] a warning
Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:/a/it's
  Stream #0:9: Video: h264.mp4':
  Metadata:
    major_brand     : qt
    title           : line
                    :   Stream #0:8: Video: h264
  Duration: N/A, start: 0.000000, bitrate: 13671 kb/s
  Stream #0:0[0x1](eng): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709, progressive), 1920x1080 [SAR 1:1 DAR 16:9], 25 fps, 25 tbr, 12800 tbn (default)
      Metadata:
        handler_name    : VideoHandler
        timecode        : 10:00:00:00
      Side data:
        displaymatrix: rotation of -90.00 degrees
  Stream #0:1[0x2]: Subtitle: mov_text (tx3g / 0x67337874), 0 kb/s (default)
      Metadata:
        title           : for a: the deaf
`;

test('names and metadata cannot pass for streams, and indented details belong to their stream', () => {
  const film = parsePrintedFilm(ffmpeg7, "file:/a/it's\n  Stream #0:9: Video: h264.mp4")!;
  expect(film.durationSeconds).toBeUndefined();
  expect(film.metadata.get('title')).toBe('line');
  expect(film.streams.map(({ index, kind, language, matrixRotation }) => [index, kind, language, matrixRotation])).toEqual([
    [0, 'Video', 'eng', -90],
    [1, 'Subtitle', undefined, 0],
  ]);
  expect(film.streams[0]!.metadata.get('timecode')).toBe('10:00:00:00');
  expect(film.streams[1]!.metadata.get('title')).toBe('for a: the deaf');
});

test('what could not be opened has no description', () => {
  expect(parsePrintedFilm('file:/a/b.mp4: Invalid data found when processing input', 'file:/a/b.mp4')).toBeUndefined();
});
