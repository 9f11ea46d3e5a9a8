import type { AnyMatrix } from '@mmae/matrix';
import { InputError } from '@mmae/input';
import { readNpy, readSafetensors, toDoubleMatrix, toMatrix, type Tensor } from '@mmae/tensor-files';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Features of one modality that were made elsewhere (CLIP, wav2vec, BERT …), one row per sample id. */
export interface ReadyMadeFeatures {
  readonly file: string;
  /** numbers per row */
  readonly width: number;
  readonly ids: readonly string[];
  /** @returns shape `[width]`, with values as in the file, which may not be finite; undefined for an unknown id */
  row(id: string): ReadyMadeRow | undefined;
}

/** A row in the precision of the file: single, or double, whose values may lie far from zero. */
export type ReadyMadeRow = Float32Array | Float64Array;

/**
 * Reads a file of ready-made features: an `.npy` of shape `[numRows, width]`, or a `.safetensors` of one such matrix, with the ids of its rows in
 * `NAME.ids.txt`, one per line; or a `.safetensors` without that list, with one tensor per sample, named by its id.
 *
 * @throws InputError where the file or the list does not exist, is damaged, or they do not match
 */
export async function readReadyMade(file: string): Promise<ReadyMadeFeatures> {
  if (!/\.(npy|safetensors)$/.test(file)) throw wrong('a .npy or .safetensors file', file, 'Convert the features to one of the two.');
  if (!existsSync(file)) throw wrong('a file of features', `${file}, which does not exist`, 'Correct the path.');
  const tensors = await readTensors(file);
  const listed = await readIds(file);
  if (listed) return ofMatrix(file, toOneMatrix(tensors, file), listed);
  if (file.endsWith('.npy')) {
    throw wrong(`a list of sample ids in ${idsFileOf(file)}`, 'no such file', 'Create it with one id per line.');
  }
  return ofRows(file, tensors);
}

async function readTensors(file: string): Promise<Readonly<Record<string, Tensor>>> {
  return file.endsWith('.npy') ? { features: await readNpy(file) } : (await readSafetensors(file)).tensors;
}

const idsFileOf = (file: string) => file.replace(/\.[a-z]+$/, '.ids.txt');

async function readIds(file: string): Promise<string[] | undefined> {
  const list = idsFileOf(file);
  if (!existsSync(list)) return undefined;
  const lines = (await readFile(list, 'utf8')).replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function toOneMatrix(tensors: Readonly<Record<string, Tensor>>, file: string): AnyMatrix {
  const [only, ...others] = Object.values(tensors);
  if (only && others.length === 0 && only.shape.length === 2 && only.shape[1] > 0)
    return isSingle(only) ? toMatrix(only) : toDoubleMatrix(only);
  const shapes = Object.values(tensors).map(({ shape }) => `[${shape}]`);
  throw wrong(
    `one matrix [numRows, width] in ${file}`,
    shapes.slice(0, 3).join(', ') || 'no tensor',
    'Pool each sample to one row of numbers.',
  );
}

/** Half precision is read as single. */
const isSingle = ({ data }: Tensor) => data instanceof Float32Array;

function ofMatrix(file: string, features: AnyMatrix, ids: readonly string[]): ReadyMadeFeatures {
  if (ids.length !== features.numRows)
    throw wrong(`${features.numRows} ids in ${idsFileOf(file)}, one per row of ${file}`, ids.length, 'Write one id per line.');
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  if (indexOf.size < ids.length) {
    const repeated = ids.find((id, index) => indexOf.get(id) !== index);
    throw wrong(`every id once in ${idsFileOf(file)}`, `${JSON.stringify(repeated)} twice`, 'Keep one row per sample.');
  }
  const { numColumns: width, data } = features;
  const rowAt = (index: number | undefined) => (index === undefined ? undefined : data.subarray(index * width, (index + 1) * width));
  return { file, width: features.numColumns, ids, row: (id) => rowAt(indexOf.get(id)) };
}

function ofRows(file: string, tensors: Readonly<Record<string, Tensor>>): ReadyMadeFeatures {
  const rows = new Map(Object.entries(tensors).map(([id, tensor]) => [id, toRow(id, tensor, file)]));
  const [first] = rows.values();
  if (!first) throw wrong(`a tensor for each sample id in ${file}`, 'none', 'Name each tensor by the id of its sample.');
  const odd = [...rows].find(([, values]) => values.length !== first.length);
  if (odd)
    throw wrong(
      `${first.length} numbers in every row of ${file}`,
      `${odd[1].length} for ${JSON.stringify(odd[0])}`,
      'Make all rows equally long.',
    );
  return { file, width: first.length, ids: [...rows.keys()], row: (id) => rows.get(id) };
}

function toRow(id: string, { shape, data }: Tensor, file: string): ReadyMadeRow {
  const isRow = data.length > 0 && (shape.length === 1 || (shape.length === 2 && shape[0] === 1));
  if (isRow) return data instanceof Float32Array ? data : toDoubleMatrix({ shape: [1, data.length], data }).data;
  const remedy = `Keep one row per sample, or list the ids of a matrix's rows in ${idsFileOf(file)}.`;
  throw wrong(`one row of numbers per sample id in ${file}`, `shape [${shape}] for ${JSON.stringify(id)}`, remedy);
}

const wrong = (rule: string, value: unknown, remedy: string) => new InputError(`readReadyMade: expected ${rule}, got ${value}. ${remedy}`);
