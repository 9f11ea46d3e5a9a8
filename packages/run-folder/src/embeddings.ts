import { firstNotFinite, type Matrix } from '@mmae/matrix';
import { fromSafetensors, toMatrix, toSafetensors } from '@mmae/tensor-files';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readRunFile, writeFiles } from './files.ts';
import { RunFolderError } from './run-folder-error.ts';

/** The embeddings of all samples by one method, by the `subsetKey` of the modalities that it used; each `[numSamples, width]`. */
export type Embeddings = Readonly<Record<string, Matrix>>;

/**
 * Writes `embeddings/<method>.safetensors`, with the rows of `samples.csv`. The names of controls start with `control.`.
 *
 * @throws RangeError unless the name consists of letters, digits, dots and dashes, and all subsets have the same number of rows
 */
export async function saveEmbeddings(folder: string, method: string, embeddings: Embeddings): Promise<void> {
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(method)) {
    throw new RangeError(`saveEmbeddings: expected a name of letters, digits, dots and dashes, got ${JSON.stringify(method)}`);
  }
  const numRows = new Set(Object.values(embeddings).map((matrix) => matrix.numRows));
  if (numRows.size !== 1) {
    throw new RangeError(
      `saveEmbeddings: expected the same number of rows in every subset of ${method}, got ${[...numRows].join(', ') || 'none'}`,
    );
  }
  await writeFiles(folder, { [fileOf(method)]: toSafetensors(embeddings) });
}

/**
 * Loads the embeddings of a method.
 *
 * @throws RunFolderError if the file is missing or damaged, or contains anything but matrices of finite numbers with the same number of rows
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

/** The methods whose embeddings the run has, sorted by name. */
export async function listMethods(folder: string): Promise<string[]> {
  const embeddingsFolder = join(folder, 'embeddings');
  if (!existsSync(embeddingsFolder)) return [];
  const names = await readdir(embeddingsFolder);
  return names
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length))
    .sort();
}

const extension = '.safetensors';
const fileOf = (method: string) => `embeddings/${method}${extension}`;

/** @throws RangeError with what is wrong */
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
