import { isLfsPointer } from '@mmae/files';
import { readWavHeader, WavError } from '@mmae/wav';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readHead } from '../files/luma-file.ts';

/** Durations and problems of clips, from their headers. */
export interface ClipHeaders {
  /** why a clip cannot be used, by path */
  readonly problems: ReadonlyMap<string, string>;
  /** the durations of the other clips, by path */
  readonly seconds: ReadonlyMap<string, number>;
}

/** The usual length of a frame, over which a spectrum is taken. A shorter clip has none. */
export const frameSeconds = 0.025;

/** Clips read in parallel. */
const numAtOnce = 32;
/** Bytes read of each clip; LUMA's headers have 44. */
const headBytes = 512;

/** Reads the header of every clip. @param paths relative to `folder` */
export async function readClipHeaders(folder: string, paths: Iterable<string>): Promise<ClipHeaders> {
  const problems = new Map<string, string>();
  const seconds = new Map<string, number>();
  const queue = new Set(paths).values();
  const worker = async () => {
    for (const path of queue) {
      const found = await readClipHeader(join(folder, path));
      if (typeof found === 'string') problems.set(path, found);
      else seconds.set(path, found);
    }
  };
  await Promise.all(Array.from({ length: numAtOnce }, worker));
  return { problems, seconds };
}

/** The duration in seconds, or the problem in words. */
async function readClipHeader(file: string): Promise<number | string> {
  const head = await readHead(file, headBytes).catch(() => undefined);
  if (!head) return 'missing: the list names a clip that does not exist. Fetch it.';
  if (isLfsPointer(head)) return 'a Git LFS pointer in place of a clip. Run `git lfs pull`, or `mmae-luma fetch`.';
  try {
    const { start, lengthBytes, sampleRateHz, numChannels, bytesPerSample } = readWavHeader(head);
    const { size } = await stat(file);
    return Math.min(lengthBytes, size - start) / (sampleRateHz * numChannels * bytesPerSample);
  } catch (error) {
    if (error instanceof WavError) return `${error.message}. Fetch it again.`;
    throw error;
  }
}
