import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { splitFiles } from '../pool/split-indices.ts';

export const layouts = ['pool', 'compiled'] as const;

/** The layout of a LUMA folder: the pool, from which the official splits are taken, or the splits that LUMA's tool compiled. */
export type Layout = (typeof layouts)[number];

const compiledParts = ['image_data_train.pickle', 'audio/datalist_train.csv', 'text_data_train.tsv'];

/** The files of the pool, apart from the clips. `edm_images.pickle` is only needed for out-of-distribution triples. */
export const poolParts = [
  'audio/datalist.csv',
  'text_data.tsv',
  'cifar-10-binary.tar.gz',
  'cifar-100-binary.tar.gz',
  ...splitFiles.map((name) => `split_indices/${name}`),
];

/** The layout of a folder. The pool takes precedence over compiled splits, because the tool's compiled images are never all clean. */
export function layoutOf(folder: string): Layout | undefined {
  const hasAll = (parts: readonly string[]) => parts.every((part) => existsSync(join(folder, part)));
  if (hasAll(poolParts)) return 'pool';
  return hasAll(compiledParts) ? 'compiled' : undefined;
}
