import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '@mmae/input';

/**
 * Containers that hold their media themselves, as ffmpeg names their demuxers. Playlists, scripts and numbered images (concat, hls, dash, image2 …)
 * are left out, whatever the name of the file says, because they make ffmpeg open other files.
 */
export const containers: readonly string[] = (
  'aac ac3 aiff amr ape asf asf_o au av1 avi avs2 avs3 caf cavsvideo dirac dnxhd dts dtshd dv eac3 flac flv gxf h261 h263 h264 hevc ivf live_flv ' +
  'lxf m4v matroska mjpeg mjpeg_2000 mlp mov mp3 mpc mpc8 mpeg mpegts mpegvideo mxf nsv nut nuv obu ogg pva rm tak truehd tta vc1 vc1test vvc w64 wav webm wtv wv ' +
  'yuv4mpegpipe'
).split(' ');

/** The path as ffmpeg's file protocol takes it: no name can be an option, another protocol or a pattern. */
export const toFilmUrl = (path: string): string => `file:${resolve(path)}`;

/** Arguments that open one local film. Probing and reading look equally far into it, so that both see the same streams. */
export const filmInput = (path: string): string[] => [
  ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', containers.join(',')],
  ...['-probesize', '32M', '-analyzeduration', '15M'],
  ...['-i', toFilmUrl(path)],
];

/** @throws InputError unless the path is a file that has something in it */
export async function checkFilmFile(path: string, where: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (!('isFile' in found)) throw new InputError(`${where}: expected a film, got ${JSON.stringify(path)}, ${whyNot(path, found)}`);
  if (!found.isFile()) {
    throw new InputError(
      `${where}: expected a film, got ${JSON.stringify(path)}, which is ${found.isDirectory() ? 'a folder' : 'not a file'}. Name a file.`,
    );
  }
  if (found.size === 0) throw new InputError(`${where}: expected a film, got ${JSON.stringify(path)}, which is empty. Copy it again.`);
}

function whyNot(path: string, { code, message }: NodeJS.ErrnoException): string {
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return 'which is not a local file. Only local files are opened: download it first.';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'which does not exist. Correct the path.';
  return `which cannot be opened (${code ?? message}).`;
}
