// Fills a folder with a film of every kind that broadcasters have, sound and broken: `node tools/every-kind.mjs FOLDER`.
// They are made from films of the archive with Debian's ffmpeg (5.1 or later), a few seconds each. Then, for example:
// mmae-train manifest FOLDER --media-folder OTHER --out OTHER/manifest.csv
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const archive = join(import.meta.dirname, '..', 'archive');
const source = join(archive, 'E204101.mp4');

const ffmpeg = (...args) => execFileSync('ffmpeg', ['-v', 'error', '-y', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
const from = (start, seconds, file = source) => ['-ss', String(start), '-t', String(seconds), '-i', file];
const hd = 'scale=1920:1080,setsar=1';
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const hevc10 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le'];
const interlaced = ['-flags', '+ildct+ilme', '-top', '1'];
const toInterlaced = 'fps=50,tinterlace=interleave_top,setfield=tff';

/** Films that must give shots: the name, and the arguments of ffmpeg. */
const sound = {
  'xdcam-hd-422.mxf': [
    ...from(2, 6),
    ...['-vf', `${hd},${toInterlaced}`, '-c:v', 'mpeg2video', '-pix_fmt', 'yuv422p', ...interlaced, '-b:v', '50M', '-maxrate', '50M'],
    ...['-bufsize', '17M', '-g', '12', '-bf', '2', '-c:a', 'pcm_s24le', '-timecode', '10:00:00:00'],
  ],
  'avc-intra-like.mxf': [
    ...from(2, 4),
    ...['-vf', `${hd},format=yuv422p10le`, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '1', '-b:v', '60M', '-c:a', 'pcm_s16le'],
    ...['-timecode', '09:59:50:00'],
  ],
  'd10-imx.mxf': [
    ...from(2, 4),
    ...[
      '-vf',
      `scale=720:576,${toInterlaced},pad=720:608:0:32,setsar=16/15`,
      '-c:v',
      'mpeg2video',
      '-pix_fmt',
      'yuv422p',
      '-intra_vlc',
      '1',
    ],
    ...['-non_linear_quant', '1', '-qmin', '1', '-qmax', '12', '-g', '0', '-dc', '10', ...interlaced, '-b:v', '30M', '-minrate', '30M'],
    ...['-maxrate', '30M', '-bufsize', '1200000', '-rc_init_occupancy', '1200000', '-rc_buf_aggressivity', '0.25', '-c:a', 'pcm_s16le'],
    ...['-ac', '2', '-f', 'mxf_d10', '-timecode', '10:00:00:00'],
  ],
  'prores-hq-tmcd.mov': [
    ...from(2, 4),
    ...['-vf', hd, '-c:v', 'prores_ks', '-profile:v', 'hq', '-pix_fmt', 'yuv422p10le', '-c:a', 'pcm_s24le', '-timecode', '01:00:00:00'],
  ],
  'mpeg2.ts': [...from(2, 6), '-vf', toInterlaced, '-c:v', 'mpeg2video', ...interlaced, '-b:v', '4M', '-c:a', 'mp2'],
  'mpeg2-ps.mpg': [...from(2, 6), '-vf', 'scale=720:576,setsar=64/45', '-c:v', 'mpeg2video', '-b:v', '4M', '-c:a', 'mp2', '-f', 'vob'],
  'hevc-pq.mp4': [
    ...from(2, 5),
    ...['-vf', 'scale=1280:720,format=yuv420p10le', ...hevc10, '-tag:v', 'hvc1', '-c:a', 'aac', '-x265-params'],
    'log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:hdr10=1:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400',
  ],
  'hevc-hlg.mp4': [
    ...[...from(2, 5), '-vf', 'scale=1280:720,format=yuv420p10le', ...hevc10, '-c:a', 'aac', '-x265-params'],
    'log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc',
  ],
  'hevc.mkv': [...from(2, 5), ...hevc10, '-x265-params', 'log-level=error', '-c:a', 'libopus'],
  'vp9.webm': [...from(2, 5), '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '500k', '-c:a', 'libopus'],
  'dv.avi': [
    ...from(2, 5),
    '-vf',
    'scale=720:576',
    '-c:v',
    'dvvideo',
    '-pix_fmt',
    'yuv420p',
    '-ar',
    '48000',
    '-ac',
    '2',
    '-c:a',
    'pcm_s16le',
  ],
  'picture-only.mp4': [...from(2, 6), ...h264, '-an'],
  'two-languages.mkv': [
    ...[...from(2, 6), '-f', 'lavfi', '-t', '6', '-i', 'sine=440', '-map', '0:v', '-map', '0:a', '-map', '1:a', ...h264, '-c:a', 'aac'],
    ...['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=ger'],
  ],
  'surround-5.1.mp4': [...from(2, 6), ...h264, '-af', 'pan=5.1|FC=c0|FL=.5*c0|FR=.5*c0', '-c:a', 'aac'],
  'anamorphic.mp4': [...from(2, 6), '-vf', 'scale=720:576,setsar=64/45', ...h264, '-c:a', 'aac'],
  'interlaced-h264.mp4': [
    ...[...from(2, 6), '-vf', `scale=720:576,${toInterlaced}`, ...h264, '-flags', '+ildct+ilme', '-x264-params', 'tff=1', '-c:a', 'aac'],
  ],
  'variable-rate.mkv': [...from(2, 8), '-vf', "select='if(lt(t,3),1,not(mod(n,3)))'", '-vsync', 'vfr', ...h264, '-c:a', 'aac'],
  'rate-23.976.mp4': [...from(2, 6), '-r', '24000/1001', ...h264, '-c:a', 'aac', '-timecode', '01:00:00:00'],
  'rate-29.97df.mov': [...from(2, 6), '-r', '30000/1001', ...h264, '-c:a', 'aac', '-timecode', '00:59:58;00'],
  'rate-50.mp4': [...from(2, 6), '-r', '50', ...h264, '-c:a', 'aac', '-timecode', '10:00:00:00'],
  'rate-59.94.ts': [...from(2, 6), '-vf', 'fps=60000/1001', '-r', '60000/1001', ...h264, '-c:a', 'aac'],
  'long-black.mp4': ['-f', 'lavfi', '-t', '600', '-i', 'color=black:s=320x180:r=25', ...h264],
  '-i injected.mp4': [...from(7, 4), ...h264, '-c:a', 'aac'],
  'it\'s "quoted" & spaced; $(true).mp4': [...from(11, 4), ...h264, '-c:a', 'aac'],
  'line\nbreak.mp4': [...from(15, 4), ...h264, '-c:a', 'aac'],
  '100%d %03d.mp4': [...from(19, 4), ...h264, '-c:a', 'aac'],
  'e\u0301te\u0301 Ko\u0308ln 日本.mp4': [...from(23, 4), ...h264, '-c:a', 'aac'],
  'concat:a|b.mp4': [...from(27, 4), ...h264, '-c:a', 'aac'],
};

/** Films that are broken, or none: how they are made of the sound ones. */
const broken = {
  'audio-only.mp4': (file) => ffmpeg(...from(2, 6), '-vn', '-c:a', 'aac', file),
  'audio-alone.wav': (file) => ffmpeg(...from(2, 6), '-vn', file),
  'rotated-90.mp4': (file, folder) => ffmpeg('-i', join(folder, 'picture-only.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', file),
  'growing.ts': (file, folder) => cut(join(folder, 'mpeg2.ts'), file, 0.55),
  'growing-xdcam.mxf': (file, folder) => cut(join(folder, 'xdcam-hd-422.mxf'), file, 0.4),
  'no-index-yet.mp4': (file, folder) => cut(join(folder, 'rate-50.mp4'), file, 0.6),
  'broken-end.mkv': (file, folder) => cut(join(folder, 'two-languages.mkv'), file, 0.7),
  'damaged-inside.ts': (file, folder) => damage(join(folder, 'mpeg2.ts'), file),
  'wrong-duration.mkv': (file, folder) => wrongDuration(join(folder, 'hevc.mkv'), file),
  'encrypted.mp4': (file) =>
    ffmpeg(
      ...[...from(2, 4), ...h264, '-c:a', 'aac', '-encryption_scheme', 'cenc-aes-ctr', '-encryption_key'],
      ...['76a6c65c5ea762046bd749a2e632ccbb', '-encryption_kid', 'a7e61c373e219033c21091fa607bf3b8', file],
    ),
  'zero-frames.mp4': (file) => ffmpeg(...from(2, 4), '-frames:v', '0', '-an', ...h264, file),
  'truncated-header.mp4': (file) => writeFileSync(file, readFileSync(source).subarray(0, 300)),
  'empty.mxf': (file) => writeFileSync(file, ''),
  'text.mp4': (file) => writeFileSync(file, 'This is not a film.\n'),
  'playlist.mp4': (file) => writeFileSync(file, '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n'),
  'concat-list.mp4': (file) => writeFileSync(file, "ffconcat version 1.0\nfile '/etc/hostname'\n"),
};

const cut = (source, file, share) => writeFileSync(file, readFileSync(source).subarray(0, Math.round(readFileSync(source).length * share)));

/** Overwrites 20,000 bytes in the middle. */
function damage(source, file) {
  const bytes = readFileSync(source);
  const middle = bytes.length >> 1;
  bytes.subarray(middle, middle + 20_000).forEach((_, i) => (bytes[middle + i] = (i * 131) & 255));
  writeFileSync(file, bytes);
}

/** A Matroska file whose header says that it takes an hour. */
function wrongDuration(source, file) {
  const bytes = readFileSync(source);
  const at = bytes.indexOf(Buffer.from([0x44, 0x89, 0x88]));
  bytes.writeDoubleBE(3_600_000, at + 3);
  writeFileSync(file, bytes);
}

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
for (const [name, args] of Object.entries(sound)) ffmpeg(...args, `file:${join(folder, name)}`);
for (const [name, make] of Object.entries(broken)) make(join(folder, name), folder);
copyFileSync(join(archive, 'E204101.srt'), join(folder, 'two-languages.srt'));
console.log(`${Object.keys(sound).length + Object.keys(broken).length} films in ${folder}`);
