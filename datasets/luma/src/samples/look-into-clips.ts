import { readWavHeader, WavError } from '@mmae/wav';
import { isLfsPointer } from '@mmae/files';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { headOf } from '../files/expect-real-file.ts';

/** What the beginnings of clips tell. */
export interface ClipFindings {
  /** of those that cannot be used, by path */
  readonly reasons: ReadonlyMap<string, string>;
  /** of the others, by path */
  readonly seconds: ReadonlyMap<string, number>;
}

/** Spectra are commonly taken over so much; a shorter clip has none. */
export const frameSeconds = 0.025;

/** Clips looked into at once. */
const numAtOnce = 32;
/** Of each that are read: LUMA's headers have 44. */
const headBytes = 512;

/** Looks at the header of every clip. @param paths relative to `folder` */
export async function lookIntoClips(folder: string, paths: Iterable<string>): Promise<ClipFindings> {
  const reasons = new Map<string, string>();
  const seconds = new Map<string, number>();
  const queue = new Set(paths).values();
  const look = async () => {
    for (const path of queue) {
      const found = await lookInto(join(folder, path));
      if (typeof found === 'string') reasons.set(path, found);
      else seconds.set(path, found);
    }
  };
  await Promise.all(Array.from({ length: numAtOnce }, look));
  return { reasons, seconds };
}

/** Seconds, or what is wrong. */
async function lookInto(file: string): Promise<number | string> {
  const head = await headOf(file, headBytes).catch(() => undefined);
  if (!head) return 'missing: the list names a clip that is not there. Fetch it.';
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
