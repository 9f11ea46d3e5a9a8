import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lavfi, makeFilm, moving, readWhole, strengthAt, testFolder, tone } from './films.test.support.ts';
import { findFfmpeg, probe, type FilmInfo } from './index.ts';

const folder = testFolder();
const { path: ffmpeg } = await findFfmpeg();
const { stdout: encoders } = await promisify(execFile)(ffmpeg, ['-hide_banner', '-encoders']);

const sd = moving('720x576', 1);
const small = moving('320x180', 1);
const small30 = moving('320x180', 1, '30000/1001');
const audio = tone(440, 1);
const fields = ['-vf', 'setfield=tff', '-flags', '+ildct+ilme'];
const hd422 = [
  '-c:v',
  'mpeg2video',
  '-pix_fmt',
  'yuv422p',
  ...fields,
  '-b:v',
  '50M',
  '-minrate',
  '50M',
  '-maxrate',
  '50M',
  '-bufsize',
  '36M',
  '-c:a',
  'pcm_s24le',
  '-ac',
  '1',
];
const d10 = [
  '-vf',
  'setfield=tff,setsar=64/45',
  '-c:v',
  'mpeg2video',
  '-pix_fmt',
  'yuv422p',
  '-b:v',
  '30M',
  '-minrate',
  '30M',
  '-maxrate',
  '30M',
  '-bufsize',
  '1200000',
];
const d10Coding = [
  '-rc_init_occupancy',
  '1200000',
  '-g',
  '1',
  '-qmin',
  '1',
  '-qmax',
  '12',
  '-flags',
  '+ildct+low_delay',
  '-intra_vlc',
  '1',
  '-non_linear_quant',
  '1',
  '-ps',
  '1',
];
const intra = ['-c:v', 'libx264', '-pix_fmt', 'yuv422p10le', '-g', '1', ...fields, '-c:a', 'pcm_s24le', '-ac', '1'];
const tracks4 = ['-map', '0', '-map', '1', '-map', '2', '-map', '3', '-map', '4'];
const languages = ['-map', '0', '-map', '1', '-map', '2', '-metadata:s:a:0', 'language=deu', '-metadata:s:a:1', 'language=fra'];
const rate30 = { num: 30_000, den: 1001, drop: false };

interface Kind {
  readonly file: string;
  readonly args: readonly string[];
  readonly encoder: string;
  readonly numFrames: number;
  readonly expected: Partial<Record<keyof FilmInfo, unknown>>;
}

const kinds: readonly Kind[] = [
  {
    ...{ file: 'xdcam-hd.mxf', encoder: 'mpeg2video', numFrames: 25 },
    args: [...moving('1920x1080', 1), ...audio, ...audio, ...audio, ...audio, ...tracks4, ...hd422, '-timecode', '10:00:00:00'],
    expected: {
      ...{ container: 'mxf', durationSeconds: 1, startTimecode: '10:00:00:00' },
      video: { codec: 'mpeg2video', width: 1920, pixelFormat: 'yuv422p', interlaced: true, rate: { num: 25, den: 1, drop: false } },
      audio: [1, 2, 3, 4].map((index) => ({ index, codec: 'pcm_s24le', channels: 1 })),
    },
  },
  {
    ...{ file: 'avc-intra.mxf', encoder: 'libx264', numFrames: 25 },
    args: [...moving('1440x1080', 1), ...audio, ...intra, '-timecode', '10:00:00:00'],
    expected: {
      container: 'mxf',
      startTimecode: '10:00:00:00',
      video: { codec: 'h264', pixelFormat: 'yuv422p10le', bitsPerChannel: 10, interlaced: true },
    },
  },
  {
    ...{ file: 'd-10.mxf', encoder: 'mpeg2video', numFrames: 25 },
    args: [...sd, ...audio, ...d10, ...d10Coding, '-c:a', 'pcm_s16le', '-ac', '2', '-timecode', '10:00:00:00', '-f', 'mxf_d10'],
    expected: { container: 'mxf', startTimecode: '10:00:00:00', video: { displayWidth: 1024, displayHeight: 576, interlaced: true } },
  },
  {
    ...{ file: 'prores.mov', encoder: 'prores_ks', numFrames: 25 },
    args: [...sd, ...audio, '-c:v', 'prores_ks', '-c:a', 'pcm_s16le', '-timecode', '01:02:03:04'],
    expected: { startTimecode: '01:02:03:04', video: { codec: 'prores', pixelFormat: 'yuv422p10le', bitsPerChannel: 10 } },
  },
  {
    ...{ file: 'drop-frame.mov', encoder: 'libx264', numFrames: 30 },
    args: [...small30, '-c:v', 'libx264', '-timecode', '01:00:00;02'],
    expected: { startTimecode: '01:00:00;02', audio: [], video: { rate: rate30, hasVariableRate: false } },
  },
  {
    ...{ file: 'transport.ts', encoder: 'mpeg2video', numFrames: 25 },
    args: [
      ...sd,
      ...audio,
      ...tone(880, 1),
      ...languages,
      '-c:v',
      'mpeg2video',
      '-c:a',
      'mp2',
      '-output_ts_offset',
      '3000',
      '-timecode',
      '09:59:00:00',
    ],
    expected: {
      container: 'mpegts',
      startTimecode: '09:59:00:00',
      audio: [{ language: 'deu' }, { language: 'fra' }],
      video: { interlaced: false },
    },
  },
  {
    ...{ file: 'two-programmes.ts', encoder: 'mpeg2video', numFrames: 25 },
    args: [
      ...sd,
      ...small,
      ...audio,
      '-map',
      '0',
      '-map',
      '1',
      '-map',
      '2',
      '-c:v',
      'mpeg2video',
      '-c:a',
      'mp2',
      '-program',
      'title=A:st=1:st=2',
      '-program',
      'title=B:st=0',
    ],
    expected: {
      video: { width: 320 },
      audio: [{ codec: 'mp2' }],
      remarks: ['The transport stream has 2 programmes; the first with video is read.'],
    },
  },
  {
    file: 'programme.mpg',
    encoder: 'mpeg2video',
    numFrames: 25,
    args: [...sd, ...audio, '-c:v', 'mpeg2video', '-c:a', 'mp2', '-f', 'vob'],
    expected: { container: 'mpeg' },
  },
  {
    ...{ file: 'hevc.mp4', encoder: 'libx265', numFrames: 25 },
    args: [...small, ...audio, '-c:v', 'libx265', '-x265-params', 'log-level=error', '-pix_fmt', 'yuv420p10le', '-c:a', 'aac'],
    expected: { video: { codec: 'hevc', bitsPerChannel: 10, hdr: undefined } },
  },
  {
    ...{ file: 'surround.mkv', encoder: 'libx264', numFrames: 25 },
    args: [...small, ...audio, '-c:v', 'libx264', '-c:a', 'ac3', '-ac', '6', '-metadata:s:a:0', 'language=ger'],
    expected: { container: 'matroska,webm', audio: [{ codec: 'ac3', channels: 6, language: 'ger' }] },
  },
  {
    ...{ file: 'web.webm', encoder: 'libvpx', numFrames: 25 },
    args: [...small, ...audio, '-c:v', 'libvpx', '-c:a', 'libopus'],
    expected: { container: 'matroska,webm', audio: [{ codec: 'opus' }], video: { codec: 'vp8' } },
  },
  {
    ...{ file: 'dv.avi', encoder: 'dvvideo', numFrames: 25 },
    args: [...sd, ...audio, '-c:v', 'dvvideo', '-pix_fmt', 'yuv420p', '-c:a', 'pcm_s16le'],
    expected: { container: 'avi', video: { codec: 'dvvideo', interlaced: true } },
  },
  { file: 'motion.avi', encoder: 'mjpeg', numFrames: 25, args: [...small, '-c:v', 'mjpeg'], expected: { video: { codec: 'mjpeg' } } },
  {
    ...{ file: 'fragments.mp4', encoder: 'libx264', numFrames: 25 },
    args: [...small, ...audio, '-c:v', 'libx264', '-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov'],
    expected: { video: { codec: 'h264' } },
  },
  {
    ...{ file: 'channels.mov', encoder: 'mpeg4', numFrames: 25 },
    args: [
      ...small,
      ...lavfi('aevalsrc=0.5*sin(2*PI*440*t):s=48000:d=1'),
      '-filter_complex',
      `[1]${sixteen()}[a]`,
      '-map',
      '0',
      '-map',
      '[a]',
      '-c:v',
      'mpeg4',
      '-c:a',
      'pcm_s16le',
    ],
    expected: { audio: [{ channels: 16 }] },
  },
];

function sixteen(): string {
  const names = Array.from({ length: 16 }, (_, i) => `[c${i}]`).join('');
  return `asplit=16${names};${names}amerge=16`;
}

const hasEncoder = (name: string) => new RegExp(`^ \\S+ ${name} `, 'm').test(encoders);
for (const kind of kinds) {
  const run = hasEncoder(kind.encoder) ? test : test.skip;
  run(`${kind.file}${hasEncoder(kind.encoder) ? '' : ` (this ffmpeg has no ${kind.encoder})`}`, async () => {
    const film = await makeFilm(join(folder, kind.file), ...kind.args);
    expect(await probe(film)).toMatchObject(kind.expected);
    const { frames, samples, end } = await readWhole(film);
    expect([frames.length, end.remarks]).toEqual([kind.numFrames, []]);
    if (samples.length > 0) expect(strengthAt(440, samples.subarray(1600, 14_400))).toBeGreaterThan(0.03);
  });
}

test('an audio file with cover art is no film with video', async () => {
  const image = await makeFilm(join(folder, 'cover.png'), ...lavfi('color=red:size=300x300'), '-frames:v', '1');
  const film = await makeFilm(
    join(folder, 'cover.mp3'),
    ...audio,
    '-i',
    image,
    '-map',
    '0',
    '-map',
    '1',
    '-c:a',
    'libmp3lame',
    '-c:v',
    'copy',
    '-disposition:v',
    'attached_pic',
  );
  expect(await probe(film)).toMatchObject({ video: undefined, remarks: ['Its only image is cover art.'] });
  expect((await readWhole(film)).end.durationSeconds).toBeCloseTo(1, 0);
});

test('a rotated film is upright', async () => {
  const coded = await makeFilm(
    join(folder, 'coded.mp4'),
    ...lavfi('color=red:size=320x180:rate=25:duration=1'),
    '-vf',
    'drawbox=0:0:160:180:blue:t=fill',
    '-c:v',
    'libx264',
  );
  const film = await makeFilm(join(folder, 'rotated.mp4'), '-i', coded, '-c', 'copy', '-metadata:s:v:0', 'rotate=90');
  const { video } = await probe(film);
  expect(video).toMatchObject({ width: 320, height: 180, displayWidth: 180, displayHeight: 320 });
  expect([90, 270]).toContain(video!.rotation); // versions of ffmpeg read this old metadata in either direction
  const [still] = (await readWhole(film, { stillWidth: 90 })).stills;
  expect([still!.width, still!.height]).toEqual([90, 160]);
  const [top, bottom] = [20, 140].map((y) => [...still!.pixels.subarray((y * 90 + 45) * 3, (y * 90 + 45) * 3 + 3)]);
  const isBlue = ([r, , b]: number[] = []) => b! > r!;
  expect([isBlue(top), isBlue(bottom)]).toEqual(video!.rotation === 90 ? [true, false] : [false, true]);
});

test('the still of an interlaced film has no combs', async () => {
  const bars = lavfi(
    "nullsrc=size=720x576:rate=50:duration=1,geq=lum='if(lt(mod(X+N*20\\,80)\\,40)\\,235\\,16)':cb=128:cr=128,tinterlace=interleave_top,setfield=tff",
  );
  const film = await makeFilm(join(folder, 'combs.ts'), ...bars, '-c:v', 'mpeg2video', '-q:v', '1', '-flags', '+ildct+ilme');
  expect((await probe(film)).video?.interlaced).toBe(true);
  const [, still] = (await readWhole(film, { stillWidth: 720 })).stills;
  expect(verticalChange(still!)).toBeLessThan(2); // with both fields it would be near 60
});

test('white of HDR comes out as white, and shadows are kept', async () => {
  const tags = ['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc', '-color_range', 'tv'];
  const greyOf = async (level: number) => {
    const grey = ['-vf', `format=yuv420p10le,lutyuv=y=${level}:u=512:v=512`, '-c:v', 'ffv1', ...tags];
    const film = await makeFilm(join(folder, `pq-${level}.mkv`), ...lavfi('color=gray:size=320x180:duration=0.2'), ...grey);
    expect((await probe(film)).video).toMatchObject({ hdr: 'pq', bitsPerChannel: 10, colorSpace: 'bt2020nc' });
    const { stills, frames } = await readWhole(film);
    return [stills[0]!.pixels[3000]!, frames[0]!.pixels[300]!];
  };
  const { canToneMap } = await findFfmpeg();
  // ITU-R BT.2100 PQ: code 573 of 10 bits is 203 cd/m², the white of a programme; 397 is 18 % of it, grey; 723 is 1,000 cd/m²
  const expected = canToneMap ? [108, 217, 255] : [97, 148, 191];
  for (const [i, level] of [397, 573, 723].entries()) {
    for (const value of await greyOf(level)) expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(2);
  }
});

function verticalChange({ width, height, pixels }: { width: number; height: number; pixels: Uint8Array }): number {
  let sum = 0;
  for (let i = 0; i < pixels.length - width * 3; i++) sum += Math.abs(pixels[i]! - pixels[i + width * 3]!);
  return sum / (width * (height - 1) * 3);
}
