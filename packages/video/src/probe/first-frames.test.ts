import { parseShowInfo, type FirstFrames } from './first-frames.ts';
import { gopTimecode } from './gop-timecode.ts';
import type { PrintedStream } from './printed-streams.ts';
import { videoTrack } from './video-track.ts';

const shown = [
  '[Parsed_showinfo_0 @ 0x7277040] config in time_base: 1/90000, frame_rate: 30000/1001',
  '[Parsed_showinfo_0 @ 0x7277040] config out time_base: 0/0, frame_rate: 0/0',
  '[Parsed_showinfo_0 @ 0x7277040] n:   0 pts:   1800 pts_time:0.02    pos:      564 fmt:yuv420p sar:64/45 s:720x576 i:T iskey:1 type:I checksum:4D2D08DF',
  '[Parsed_showinfo_0 @ 0x7277040]   side data - GOP timecode - 10:00:00:07',
  'frame=    1 fps=0.0 q=-0.0 [Parsed_showinfo_0 @ 0x7277040] color_range:tv color_space:bt2020nc color_primaries:unknown color_trc:smpte2084',
  '[Parsed_showinfo_0 @ 0x7277040] n:   1 pts:   4803 pts_time:0.0534  pos:    27448 fmt:yuv420p sar:64/45 s:720x576 i:P iskey:0 type:P',
  '[Parsed_showinfo_0 @ 0x7277040] n:   2 pts:   7806 pts_time:0.0867  pos:    27448 fmt:yuv420p sar:64/45 s:720x576 i:P iskey:0 type:P',
];

test('the first frames say rate, shape, fields, colours and timecode', () => {
  const frames = parseShowInfo(shown);
  expect(frames).toEqual({
    ...{ numFrames: 3, rate: '30000/1001', width: 720, height: 576, pixelAspect: 64 / 45, interlaced: true },
    ...{
      transfer: 'smpte2084',
      colorSpace: 'bt2020nc',
      timecode: '10:00:00:07',
      startSeconds: 0.02,
      frameSeconds: expect.closeTo(0.0334, 4),
    },
  });
});

test('no frames are no frames', () =>
  expect(parseShowInfo(['Conversion failed!'])).toMatchObject({ numFrames: 0, interlaced: false, transfer: undefined }));

const stream = (details: string, matrixRotation = 0): PrintedStream => ({
  ...{ index: 0, kind: 'Video', language: undefined, details, metadata: new Map(), matrixRotation, programme: undefined },
});
const trackOf = (details: string, frames: Partial<FirstFrames> = {}, matrixRotation = 0) =>
  videoTrack(stream(`h264 (High), ${details}`, matrixRotation), { ...parseShowInfo(shown), ...frames });

test('an anamorphic film is shown wider than it is coded', () => {
  const { displayWidth, displayHeight, displayAspect } = trackOf('yuv420p, 720x576, 29.97 fps');
  expect([displayWidth, displayHeight, displayAspect]).toEqual([1024, 576, 16 / 9]);
});

test('the rate is exact; it varies where the average or the frames differ from it', () => {
  expect(trackOf('yuv420p, 720x576, 29.97 fps')).toMatchObject({ rate: { num: 30_000, den: 1001 }, hasVariableRate: false });
  expect(trackOf('yuv420p, 720x576, 15.87 fps, 25 tbr', { rate: '25/1' })).toMatchObject({
    rate: { num: 1587, den: 100 },
    hasVariableRate: true,
  });
  expect(trackOf('yuv420p, 720x576, 15.87 fps', { rate: '825/52', frameSeconds: 0.12 })).toMatchObject({ hasVariableRate: true });
  expect(trackOf('yuv420p, 720x576, 25 fps', { rate: '0/0', frameSeconds: 0.04 })).toMatchObject({
    rate: { num: 25, den: 1 },
    hasVariableRate: false,
  });
});

test.each([
  [-90, 90],
  [90, 270],
  [180, 180],
  [-180, 180],
  [0, 0],
])('a display matrix of %i degrees is a rotation by %i clockwise', (matrix, rotation) => {
  expect(trackOf('yuv420p, 720x576, 25 fps', {}, matrix).rotation).toBe(rotation);
});

test.each([
  ['yuv420p', 8],
  ['yuv422p10le', 10],
  ['p010le', 10],
  ['gbrp12be', 12],
  ['gray16le', 16],
  ['rgb48be', 16],
  ['rgb24', 8],
  ['nv12', 8],
])('%s has %i bits a channel', (pixelFormat, bits) => expect(trackOf(`${pixelFormat}, 720x576, 25 fps`).bitsPerChannel).toBe(bits));

test.each([
  ['smpte2084', 'pq'],
  ['arib-std-b67', 'hlg'],
  ['bt709', undefined],
  [undefined, undefined],
])('the transfer %s is %s', (transfer, hdr) => expect(trackOf('yuv420p, 720x576, 25 fps', { transfer }).hdr).toBe(hdr));

test('the timecode of a group of pictures has its fields at their bits', () => {
  const bits = (drop: number, hours: number, minutes: number, seconds: number, frames: number) =>
    `${drop}${[hours].map((n) => n.toString(2).padStart(5, '0'))}${minutes.toString(2).padStart(6, '0')}1${seconds.toString(2).padStart(6, '0')}${frames.toString(2).padStart(6, '0')}0000000`;
  const header = (text: string) =>
    Buffer.concat([Buffer.of(9, 0, 0, 1, 0xb8), Buffer.from([0, 8, 16, 24].map((at) => parseInt(text.slice(at, at + 8), 2)))]);
  expect(gopTimecode(header(bits(0, 10, 59, 58, 24)))).toBe('10:59:58:24');
  expect(gopTimecode(header(bits(1, 1, 0, 0, 2)))).toBe('01:00:00;02');
  expect(gopTimecode(Buffer.of(0, 0, 1, 0xb3, 1, 2, 3, 4))).toBeUndefined();
});
