import { open, type FileHandle } from 'node:fs/promises';
import type { PrintedFilm } from './printed-streams.ts';

/** Whether the media of a film are encrypted, which ffmpeg does not always say: it decodes noise. */
export async function isEncrypted(path: string, { container, streams }: PrintedFilm): Promise<boolean> {
  if (streams.some(({ metadata }) => metadata.has('enc_key_id'))) return true; // Matroska, WebM
  if (container !== 'mpegts' && !container.startsWith('mov,')) return false;
  const file = await open(path);
  try {
    return container === 'mpegts' ? isScrambled(await readAt(file, 0, 2 ** 20)) : hasEncryptedEntry(await movieBox(file));
  } finally {
    await file.close();
  }
}

const packetLength = 188;

/** Whether most media packets of a transport stream are scrambled (ISO/IEC 13818-1, transport_scrambling_control). */
export function isScrambled(bytes: Uint8Array): boolean {
  let numScrambled = 0;
  let numMedia = 0;
  for (let at = 0; at + packetLength <= bytes.length && bytes[at] === 0x47; at += packetLength) {
    const pid = ((bytes[at + 1]! & 0x1f) << 8) | bytes[at + 2]!;
    if (pid < 0x20 || pid === 0x1fff) continue; // tables and padding are never scrambled
    numMedia++;
    if (bytes[at + 3]! >> 6 >= 2) numScrambled++;
  }
  return numScrambled > numMedia / 2;
}

/** Whether a sample entry is protected: `encv` or `enca`, with the scheme in `schm` (ISO/IEC 14496-12, 8.12). */
export const hasEncryptedEntry = (movie: Buffer): boolean => movie.includes('schm') && (movie.includes('encv') || movie.includes('enca'));

const longestMovieBox = 2 ** 26;

/** The box `moov` of an MP4 or QuickTime file, which may be at either end; empty if there is none. */
async function movieBox(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  for (let at = 0; at + 8 <= size;) {
    const head = await readAt(file, at, 16);
    if (head.length < 8) break;
    const short = head.readUInt32BE(0);
    const length = short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short || size - at;
    if (head.toString('latin1', 4, 8) === 'moov') return readAt(file, at, Math.min(length, longestMovieBox));
    if (length < 8) break;
    at += length;
  }
  return Buffer.alloc(0);
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
