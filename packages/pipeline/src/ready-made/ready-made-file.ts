import type { AnyMatrix } from '@mmae/matrix';
import { readNpy, readSafetensors, toDoubleMatrix, toMatrix, type Tensor } from '@mmae/tensor-files';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Features of one modality that were made elsewhere (CLIP, wav2vec, BERT …): a row a sample id. */
export interface ReadyMadeFeatures {
  readonly file: string;
  /** numbers a row */
  readonly width: number;
  readonly ids: readonly string[];
  /** @returns shape `[width]`, of whatever values the file holds; undefined where it has no such id */
  row(id: string): ReadyMadeRow | undefined;
}

/** Numbers as the file has them: of single precision where it holds no more, else doubles, which may lie far from zero. */
export type ReadyMadeRow = Float32Array | Float64Array;

/**
 * Reads a file of ready-made features: `.npy` of shape `[numRows, width]` or `.safetensors` of one such matrix, with the ids of the rows beside
 * it, a line each, in `NAME.ids.txt`; or `.safetensors` without that list, each tensor a row named by its id.
 *
 * @throws RangeError where the file or the list is not there, is damaged, or they do not fit each other
 */
export async function readReadyMade(file: string): Promise<ReadyMadeFeatures> {
  if (!/\.(npy|safetensors)$/.test(file)) throw wrong('a .npy or .safetensors file', file, 'Convert the features to one of the two.');
  if (!existsSync(file)) throw wrong('a file of features', `${file}, which is not there`, 'Correct the path.');
  const tensors = file.endsWith('.npy') ? { features: await readNpy(file) } : (await readSafetensors(file)).tensors;
  const listed = await readIds(file);
  if (listed) return ofMatrix(file, toOneMatrix(tensors, file), listed);
  if (file.endsWith('.npy')) {
    throw wrong(`a list of sample ids in ${idsFileOf(file)}`, 'no such file', 'Write it, the id of each row on a line of its own.');
  }
  return ofRows(file, tensors);
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

/** Half precision comes as single. */
const isSingle = ({ data }: Tensor) => data instanceof Float32Array;

function ofMatrix(file: string, features: AnyMatrix, ids: readonly string[]): ReadyMadeFeatures {
  if (ids.length !== features.numRows)
    throw wrong(
      `${features.numRows} ids in ${idsFileOf(file)}, one a row of ${file}`,
      ids.length,
      'Write the id of each row on a line of its own.',
    );
  const places = new Map(ids.map((id, place) => [id, place]));
  if (places.size < ids.length) {
    const repeated = ids.find((id, place) => places.get(id) !== place);
    throw wrong(`every id once in ${idsFileOf(file)}`, `${JSON.stringify(repeated)} twice`, 'Keep one row a sample.');
  }
  const { numColumns: width, data } = features;
  const rowOf = (place: number | undefined) => (place === undefined ? undefined : data.subarray(place * width, (place + 1) * width));
  return { file, width: features.numColumns, ids, row: (id) => rowOf(places.get(id)) };
}

function ofRows(file: string, tensors: Readonly<Record<string, Tensor>>): ReadyMadeFeatures {
  const rows = new Map(Object.entries(tensors).map(([id, tensor]) => [id, toRow(id, tensor, file)]));
  const [first] = rows.values();
  if (!first) throw wrong(`a tensor for each sample id in ${file}`, 'none', 'Name each by the id of its sample.');
  const odd = [...rows].find(([, values]) => values.length !== first.length);
  if (odd)
    throw wrong(
      `${first.length} numbers in every row of ${file}`,
      `${odd[1].length} for ${JSON.stringify(odd[0])}`,
      'Make all rows alike.',
    );
  return { file, width: first.length, ids: [...rows.keys()], row: (id) => rows.get(id) };
}

function toRow(id: string, { shape, data }: Tensor, file: string): ReadyMadeRow {
  const isRow = data.length > 0 && (shape.length === 1 || (shape.length === 2 && shape[0] === 1));
  if (isRow) return data instanceof Float32Array ? data : toDoubleMatrix({ shape: [1, data.length], data }).data;
  const remedy = `Keep one row a sample, or list the ids of a matrix's rows in ${idsFileOf(file)}.`;
  throw wrong(`a row of numbers a sample id in ${file}`, `shape [${shape}] for ${JSON.stringify(id)}`, remedy);
}

const wrong = (rule: string, value: unknown, remedy: string) => new RangeError(`readReadyMade: expected ${rule}, got ${value}. ${remedy}`);
