import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Bytes that are read at a time. */
const chunkBytes = 2 ** 20;

/** The SHA-256 of the content of a file, in hexadecimal digits; the file is streamed. @throws the error of the file system */
export async function contentHash(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes, signal })) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
