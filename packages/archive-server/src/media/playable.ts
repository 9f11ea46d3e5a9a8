import type { Asset } from '@mmae/archive-store';
import { extname } from 'node:path';

const containers = new Set(['mov', 'mp4', 'm4a', 'webm', 'matroska']);
const extensions = new Set(['.mp4', '.m4v', '.mov', '.webm']);
const videoCodecs = new Set(['h264', 'vp8', 'vp9', 'av1']);
const audioCodecs = new Set(['aac', 'mp3', 'opus', 'vorbis', 'flac']);

/** Whether browsers play the file itself. ffmpeg names containers by all their names: `mov,mp4,m4a,3gp,3g2,mj2`. */
export function isPlayable({ film, path }: Pick<Asset, 'film' | 'path'>): boolean {
  if (!film || !extensions.has(extname(path).toLowerCase())) return false;
  const { container, videoCodec, audioCodec } = film;
  return (
    container.split(',').some((name) => containers.has(name)) &&
    videoCodecs.has(videoCodec) &&
    (audioCodec === undefined || audioCodecs.has(audioCodec))
  );
}
