import type { Matrix } from '@mmae/matrix';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeClip, described, describePicture, describeText } from '../uncertainty/classes/descriptors.ts';
import { readWav, type Clip } from '../uncertainty/sounds/wav.ts';
import type { LazyPicture, Pool, Rows } from './read-pool.ts';

/** What stands for a clip that cannot be read. */
const silence: Clip = { samples: new Float32Array(8), sampleRateHz: 22_050 };

/** Rows of one modality's list as numbers. @returns shape `[rows.length, …]` */
export function describeRows(
  folder: string,
  { clips, texts }: Pool,
  pictures: readonly LazyPicture[],
  modality: keyof Rows,
  rows: readonly number[],
): Matrix {
  if (modality === 'text') return described(rows, (row) => describeText(texts[row].text));
  if (modality === 'image') return described(rows, (row) => describePicture(pictures[row].toPicture().picture));
  return described(rows, (row) => describeClip(clipAt(join(folder, 'audio', clips[row].path))));
}

function clipAt(file: string): Clip {
  try {
    return readWav(readFileSync(file));
  } catch {
    return silence; // named in `skipped` where its sample is
  }
}
