import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { writeNpy, readNpy } from '@mmae/tensor-files';
import type { Row } from './row.ts';

/**
 * The input folder of a row, for both sides; generated once, and again when the row's file changes.
 *
 * @param file the row's source
 */
export async function dataFolder(root: string, name: string, file: string, row: Row): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
    .slice(0, 8);
  const folder = join(root, `${name}-${digest}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await row.makeData?.(unfinished);
  await rename(unfinished, folder);
  return folder;
}

export interface BlobOptions {
  readonly numRows: number;
  readonly numColumns: number;
  readonly numBlobs: number;
  /** standard deviation of the centres; that of the points around them is 1 */
  readonly spread: number;
}

/** Writes `points.npy`, `[numRows, numColumns]`, normal around normally distributed centres, and `labels.npy`, the centre of each row. */
export async function writeBlobs(folder: string, { numRows, numColumns, numBlobs, spread }: BlobOptions): Promise<void> {
  const random = seededRandom(1);
  const middles = Float32Array.from({ length: numBlobs * numColumns }, () => spread * random.normal());
  const labels = Int32Array.from({ length: numRows }, () => random.integer(numBlobs));
  const points = matrix(numRows, numColumns);
  for (let i = 0; i < points.data.length; i++) {
    const column = i % numColumns;
    points.data[i] = middles[labels[(i - column) / numColumns] * numColumns + column] + random.normal();
  }
  await writeNpy(join(folder, 'points.npy'), points);
  await writeNpy(join(folder, 'labels.npy'), { shape: [numRows], data: labels });
}

/** Reads a matrix. @throws as `readNpy` */
export async function readMatrix(folder: string, name: string): Promise<Matrix> {
  const { shape, data } = await readNpy(join(folder, name));
  return matrix(shape[0], shape[1], data as Float32Array);
}

/** Every `step`-th number, to compare two long lists. */
export function everyNth(values: ArrayLike<number>, step: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step]);
}
