// How each film is encoded, by the name of its format. Pictures come on stdin, audio from a WAV file.
import { spawn } from 'node:child_process';

const x264 = (...more) => ['-c:v', 'libx264', '-preset', 'medium', '-pix_fmt', 'yuv420p', '-threads', '1', ...more];
const aac = ['-c:a', 'aac', '-b:a', '48k'];
const toFields = 'tinterlace=mode=interleave_top:flags=low_pass_filter';

/**
 * `size` of the pictures (square pixels), `rate` of the film, `fields` where two pictures make a frame, `filter` after which frames are encoded,
 * and the arguments of the encoders.
 */
export const formats = {
  'h264 25p mp4': { size: { width: 640, height: 360 }, rate: '25', args: [...x264('-crf', '31', '-g', '50'), ...aac] },
  'h264 29.97df mp4': { size: { width: 640, height: 360 }, rate: '30000/1001', args: [...x264('-crf', '32', '-g', '60'), ...aac] },
  'h264 50p mp4': { size: { width: 640, height: 360 }, rate: '50', args: [...x264('-crf', '32', '-g', '100'), ...aac] },
  'mpeg2 422 25i mxf': {
    size: { width: 448, height: 252 },
    rate: '25',
    fields: 2,
    filter: `${toFields},setfield=tff,setsar=1`,
    args: [
      '-c:v',
      'mpeg2video',
      '-pix_fmt',
      'yuv422p',
      '-flags',
      '+ildct+ilme',
      '-top',
      '1',
      '-g',
      '12',
      '-bf',
      '2',
      '-b:v',
      '400k',
    ].concat(['-maxrate', '1000k', '-bufsize', '1000k', '-c:a', 'pcm_s16le']),
  },
  'h264 25i ts': {
    size: { width: 768, height: 432 },
    rate: '25',
    fields: 2,
    filter: `scale=720:576,${toFields},setfield=tff,setsar=64/45`,
    args: [...x264('-crf', '30', '-g', '50', '-flags', '+ildct+ilme', '-x264-params', 'tff=1'), '-c:a', 'mp2', '-b:a', '64k'],
  },
  'prores 23.976 mov': {
    size: { width: 320, height: 180 },
    rate: '24000/1001',
    args: [
      '-c:v',
      'prores_ks',
      '-profile:v',
      'proxy',
      '-vendor',
      'apl0',
      '-pix_fmt',
      'yuv422p10le',
      '-qscale:v',
      '30',
      '-c:a',
      'pcm_s16le',
    ],
  },
  'hevc 24p mkv': {
    size: { width: 640, height: 360, letterbox: 272 },
    rate: '24',
    args: [
      '-c:v',
      'libx265',
      '-preset',
      'medium',
      '-crf',
      '27',
      '-pix_fmt',
      'yuv420p10le',
      '-x265-params',
      'log-level=error:pools=1:frame-threads=1',
    ].concat(['-c:a', 'libopus', '-b:a', '40k']),
  },
  'vp9 25p webm': {
    size: { width: 640, height: 360 },
    rate: '25',
    args: [
      '-c:v',
      'libvpx-vp9',
      '-crf',
      '38',
      '-b:v',
      '0',
      '-cpu-used',
      '4',
      '-threads',
      '1',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'libopus',
      '-b:a',
      '56k',
    ],
  },
  'mpeg2 25p mpg': {
    size: { width: 384, height: 288 },
    rate: '25',
    filter: 'scale=352:288,setsar=12/11',
    args: [
      '-c:v',
      'mpeg2video',
      '-pix_fmt',
      'yuv420p',
      '-g',
      '12',
      '-bf',
      '2',
      '-b:v',
      '270k',
      '-maxrate',
      '600k',
      '-bufsize',
      '1835008',
      '-f',
      'dvd',
    ],
  },
};

/** Pictures a second that a format takes. */
export const picturesPerSecond = ({ rate, fields = 1 }) => {
  const [numerator, denominator = '1'] = rate.split('/');
  return (fields * Number(numerator)) / Number(denominator);
};

/** Starts the encoder: `write(frame)` for each picture, then `end()`. `tracks` are files of subtitles with their languages. */
export function encoder(format, file, { wav, startTimecode, tracks = [] }) {
  const { size, rate, fields = 1, filter, args } = format;
  const [numerator, denominator = '1'] = rate.split('/');
  const pictures = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${size.width}x${size.height}`,
    '-r',
    `${numerator * fields}/${denominator}`,
  ];
  const first = wav ? 2 : 1;
  const child = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-y', ...pictures, '-i', '-', ...(wav ? ['-i', wav] : []), ...tracks.flatMap((track) => ['-i', track.file])],
      ...['-map', '0:v', ...(wav ? ['-map', '1:a'] : []), ...tracks.flatMap((_, i) => ['-map', `${first + i}:s`])],
      ...['-vf', filter ?? 'setsar=1', '-r', rate, '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', ...args],
      ...tracks.flatMap(({ language }, i) => ['-c:s', 'srt', `-metadata:s:s:${i}`, `language=${language}`]),
      ...(startTimecode ? ['-timecode', startTimecode] : []),
      ...(file.endsWith('.mp4') ? ['-movflags', '+faststart'] : []),
      file,
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`ffmpeg: expected exit status 0, got ${code}, for ${file}`))));
  });
  return {
    write: (frame) => new Promise((resolve) => (child.stdin.write(frame) ? resolve() : child.stdin.once('drain', resolve))),
    end: () => (child.stdin.end(), ended),
  };
}
