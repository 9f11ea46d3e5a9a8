import { readFile } from 'node:fs/promises';
import { toLumaClass } from '../classes.ts';
import { expectRealFile } from '../files/luma-file.ts';
import type { ImageRow } from '../image.ts';
import { invalidFrame, toArray, toIndices, toNames } from './numpy-array.ts';
import { PickledObject, unpickle, type Value } from './unpickle.ts';

/**
 * Reads `edm_images.pickle` or `image_data_*.pickle`: a pandas data frame with the columns `image`, `label` and possibly `source`.
 * Images of bytes are views of the file. Images of floating-point numbers, which some corruptions leave, are rounded to 0 … 255 and marked.
 *
 * @param source the source of rows that do not name one
 * @throws LumaError if the file is not such a data frame, or contains anything executable
 */
export async function readImages(file: string, source: string): Promise<ImageRow[]> {
  await expectRealFile(file);
  const columns = toColumns(unpickle(await readFile(file)));
  const [images, labels] = [columns.get('image'), columns.get('label')];
  if (!images || !labels) throw invalidFrame(`the columns ${[...columns.keys()].join(', ')}`);
  const sources = columns.get('source');
  return images.map((image, i) => {
    if (typeof labels[i] !== 'string') throw invalidFrame(`a label that is not a string in row ${i}`);
    return { ...toImage(image, i), label: toLumaClass(labels[i]), source: String(sources?.[i] ?? source) };
  });
}

/** The columns of a data frame by name, from its blocks: `_unpickle_block(values, indices, 2)` with values of shape `[columns, rows]`. */
function toColumns(frame: Value): Map<string, Value[]> {
  const manager =
    frame instanceof PickledObject && frame.factory === 'DataFrame' && frame.state instanceof Map ? frame.state.get('_mgr') : undefined;
  if (!(manager instanceof PickledObject && manager.factory === 'BlockManager')) throw invalidFrame('no data frame of pandas 1.3 or later');
  const [blocks, axes] = manager.args;
  if (!Array.isArray(blocks) || !Array.isArray(axes)) throw invalidFrame('a data frame without blocks');
  const names = toNames(axes[0]);
  const columns = new Map<string, Value[]>();
  for (const block of blocks as Value[]) for (const [index, rows] of blockRows(block)) columns.set(names[index], rows);
  const lengths = new Set(Array.from(columns.values(), ({ length }) => length));
  if (lengths.size > 1) throw invalidFrame(`columns of ${[...lengths].join(' and ')} rows`);
  return columns;
}

function blockRows(block: Value): [number, Value[]][] {
  if (!(block instanceof PickledObject && block.factory === '_unpickle_block')) throw invalidFrame('a block of another kind');
  const { shape, elements } = toArray(block.args[0]);
  const indices = toIndices(block.args[1]);
  if (shape.length !== 2 || indices.length !== shape[0]) throw invalidFrame(`a block of shape [${shape}] for ${indices.length} columns`);
  const rows = (i: number) => Array.from((elements as Value[]).slice(i * shape[1], (i + 1) * shape[1]));
  return indices.map((index, i) => [index, rows(i)]);
}

function toImage(value: Value, row: number): Pick<ImageRow, 'image' | 'wasFloat'> {
  const { shape, type, elements } = toArray(value);
  const [height, width, channels = 1] = shape;
  const isImage = shape.length >= 2 && height > 0 && width > 0 && (channels === 1 || channels === 3 || channels === 4);
  if (!isImage || !['u1', 'f4', 'f8'].includes(type)) throw invalidFrame(`an image of shape [${shape}] and type ${type} in row ${row}`);
  const size = { width, height, channels } as const;
  if (type === 'u1') return { image: { ...size, data: elements as Uint8Array } };
  return { image: { ...size, data: Uint8Array.from(elements as Float64Array, toByte) }, wasFloat: true };
}

/** LUMA's tool writes floating-point levels in 0 … 255, never in 0 … 1. */
const toByte = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
