import { wavHeader } from '@mmae/wav';
import { open, rm, writeFile, type FileHandle } from 'node:fs/promises';

/** The audio of a film on its way to the disk: 16-bit PCM, one channel. */
export interface AudioSpool {
  /** Appends samples, 2 bytes each, little-endian. */
  append(bytes: Uint8Array): Promise<void>;
  /** Writes a range of samples as a WAV file; the range is cut to what there is. @returns false, and no file, if it is empty or digital silence */
  cut(from: number, to: number, file: string): Promise<boolean>;
  /** Removes the spool. */
  close(): Promise<void>;
}

/** Bytes that are copied at a time. */
const chunkBytes = 2 ** 20;

/** A spool in a file, so that the memory does not depend on the length of a film. @param file that does not exist yet */
export async function audioSpool(file: string, sampleRateHz: number): Promise<AudioSpool> {
  const spool = await open(file, 'wx+');
  let lengthBytes = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;

  async function flush(): Promise<void> {
    await writeAll(spool, Buffer.concat(waiting), lengthBytes);
    lengthBytes += waitingBytes;
    [waiting, waitingBytes] = [[], 0];
  }

  return {
    async append(bytes) {
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (waitingBytes >= chunkBytes) await flush();
    },
    async cut(from, to, wav) {
      await flush();
      const start = Math.max(0, 2 * from);
      const end = Math.min(lengthBytes - (lengthBytes % 2), 2 * to);
      if (end <= start || (await isSilent(spool, start, end))) return false;
      await writeFile(wav, wavChunks(spool, start, end, sampleRateHz));
      return true;
    },
    async close() {
      await spool.close();
      await rm(file);
    },
  };
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

async function* chunksOf(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(chunkBytes, end - at)), 0, Math.min(chunkBytes, end - at), at);
    if (bytesRead === 0) throw new Error(`chunksOf: expected bytes up to ${end}, got ${at}.`); // somebody else truncated the file
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

async function* wavChunks(file: FileHandle, start: number, end: number, sampleRateHz: number): AsyncGenerator<Buffer> {
  yield wavHeader((end - start) / 2, sampleRateHz);
  yield* chunksOf(file, start, end);
}

/** Digital silence: no sample beyond ±1, which decoders may leave. */
async function isSilent(file: FileHandle, start: number, end: number): Promise<boolean> {
  for await (const chunk of chunksOf(file, start, end)) {
    for (let i = 0; i + 1 < chunk.length; i += 2) if (Math.abs(chunk.readInt16LE(i)) > 1) return false;
  }
  return true;
}
