import { closeSync, openSync, readSync } from 'node:fs';

/** How WebM, like all Matroska, begins. */
const matroska = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);

/** Content type of a proxy by how it begins: it is WebM where ffmpeg cannot encode H.264, else MP4. All proxies have names in `.mp4`. */
export function proxyType(path: string): 'video/mp4' | 'video/webm' {
  const start = Buffer.alloc(matroska.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, start);
  } finally {
    closeSync(file);
  }
  return start.equals(matroska) ? 'video/webm' : 'video/mp4';
}
