import { firstNotFinite, type Matrix } from '@mmae/matrix';
import { fromSafetensors, toMatrix, toSafetensors } from '@mmae/tensor-files';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readRunFile, writeFiles } from './files.ts';
import { RunFolderError } from './run-folder-error.ts';

/** What a method makes of every sample, by the `subsetKey` of the modalities that it was given; each `[numSamples, width]`. */
export type Embeddings = Readonly<Record<string, Matrix>>;

/**
 * Writes `embeddings/<method>.safetensors`; rows as in `samples.csv`. A control's name begins with `control.`.
 *
 * @throws RangeError unless the name is made of letters, digits, dots and dashes, and every subset has as many rows
 */
export async function saveEmbeddings(folder: string, method: string, embeddings: Embeddings): Promise<void> {
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(method)) {
    throw new RangeError(`saveEmbeddings: expected a name of letters, digits, dots and dashes, got ${JSON.stringify(method)}`);
  }
  const numRows = new Set(Object.values(embeddings).map((matrix) => matrix.numRows));
  if (numRows.size !== 1) {
    throw new RangeError(`saveEmbeddings: expected as many rows in every subset of ${method}, got ${[...numRows].join(', ') || 'none'}`);
  }
  await writeFiles(folder, { [fileOf(method)]: toSafetensors(embeddings) });
}

/**
 * The embeddings of a method.
 *
 * @throws RunFolderError where the file is missing, damaged, or holds anything but matrices of finite numbers with as many rows
 */
export async function loadEmbeddings(folder: string, method: string): Promise<Embeddings> {
  const path = fileOf(method);
  const bytes = await readRunFile(folder, path);
  try {
    const { tensors } = fromSafetensors(bytes, join(folder, path));
    const embeddings = Object.fromEntries(Object.entries(tensors).map(([subset, tensor]) => [subset, toMatrix(tensor)]));
    expectComparable(embeddings);
    return embeddings;
  } catch (cause) {
    const remedy = 'Restore the file, or run again.';
    throw new RunFolderError(`loadEmbeddings: expected matrices in ${join(folder, path)}, got: ${(cause as Error).message} ${remedy}`, {
      cause,
    });
  }
}

/** The methods that the run has embeddings of, in the order of their names. */
export async function listMethods(folder: string): Promise<string[]> {
  const place = join(folder, 'embeddings');
  if (!existsSync(place)) return [];
  const names = await readdir(place);
  return names
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length))
    .sort();
}

const extension = '.safetensors';
const fileOf = (method: string) => `embeddings/${method}${extension}`;

function expectComparable(embeddings: Embeddings): void {
  const [first, ...others] = Object.values(embeddings);
  if (!first) throw new RangeError('no tensor.');
  for (const other of others) {
    if (other.numRows !== first.numRows) throw new RangeError(`${first.numRows} rows in one subset and ${other.numRows} in another.`);
  }
  for (const [subset, { data, numColumns }] of Object.entries(embeddings)) {
    const index = firstNotFinite(data);
    if (index >= 0) throw new RangeError(`${data[index]} in row ${Math.floor(index / numColumns)} of "${subset}".`);
  }
}
