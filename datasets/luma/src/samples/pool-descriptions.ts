import { readWav, WavError, type MonoAudio } from '@mmae/wav';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeClip, describePicture, describeText } from '../uncertainty/classes/descriptors.ts';
import type { LazyPicture, Pool, Rows } from './read-pool.ts';

/**
 * Rows of one modality's list as numbers.
 *
 * @returns a description for each of `rows`; undefined for a clip that is missing or cannot be read
 */
export function describeRows(
  folder: string,
  { clips, texts }: Pool,
  pictures: readonly LazyPicture[],
  modality: keyof Rows,
  rows: readonly number[],
): (Float32Array | undefined)[] {
  if (modality === 'text') return rows.map((row) => describeText(texts[row].text));
  if (modality === 'image') return rows.map((row) => describePicture(pictures[row].toPicture().picture));
  return rows.map((row) => {
    const clip = clipAt(join(folder, 'audio', clips[row].path));
    return clip && describeClip(clip);
  });
}

function clipAt(file: string): MonoAudio | undefined {
  try {
    return readWav(readFileSync(file));
  } catch (error) {
    if (error instanceof WavError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
