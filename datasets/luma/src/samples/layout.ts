import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { splitFiles } from '../pool/split-indices.ts';

/** How LUMA lies in a folder: as its pool, from which the official splits are taken, or as the tool compiled it. */
export type Layout = 'pool' | 'compiled';

const compiledParts = ['image_data_train.pickle', 'audio/datalist_train.csv', 'text_data_train.tsv'];

/** All that the pool needs beside its clips; `edm_images.pickle` only for out-of-distribution triples. */
export const poolParts = [
  'audio/datalist.csv',
  'text_data.tsv',
  'cifar-10-binary.tar.gz',
  'cifar-100-binary.tar.gz',
  ...splitFiles.map((name) => `split_indices/${name}`),
];

/** Pool before compiled, where a folder holds both: the tool's compiled pictures are never all clean. */
export function layoutOf(folder: string): Layout | undefined {
  const hasAll = (parts: readonly string[]) => parts.every((part) => existsSync(join(folder, part)));
  if (hasAll(poolParts)) return 'pool';
  return hasAll(compiledParts) ? 'compiled' : undefined;
}

/** Whether a path is a folder in LUMA's own layout. One with a `manifest.csv` is read by that. */
export function isLumaFolder(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isDirectory() || existsSync(join(path, 'manifest.csv'))) return false;
  return layoutOf(path) !== undefined;
}
