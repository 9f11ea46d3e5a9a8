import { readFile } from 'node:fs/promises';
import { expectRealFile } from '../files/expect-real-file.ts';
import { toLumaClass } from '../classes.ts';
import type { Picture, PictureRow } from '../pictures/picture.ts';
import { toArray, toNames, toPositions, wrong } from './array.ts';
import { Made, unpickle, type Value } from './unpickle.ts';

/**
 * The rows of `edm_images.pickle` or `image_data_*.pickle`: a pandas frame with the columns `image` and `label`, `source` where it has one.
 * Pictures of bytes are views of the file; those that a corruption left as floating point numbers are rounded into 0 … 255 and say so.
 *
 * @param source of rows that do not name theirs
 * @throws LumaError where the file is no such frame, or holds anything that could run
 */
export async function readPictures(file: string, source: string): Promise<PictureRow[]> {
  await expectRealFile(file);
  const columns = toColumns(unpickle(await readFile(file)));
  const [images, labels] = [columns.get('image'), columns.get('label')];
  if (!images || !labels) throw wrong(`the columns ${[...columns.keys()].join(', ')}`);
  const sources = columns.get('source');
  return images.map((image, i) => {
    if (typeof labels[i] !== 'string') throw wrong(`a label that is no string in row ${i}`);
    return { ...toPicture(image, i), label: toLumaClass(labels[i]), source: String(sources?.[i] ?? source) };
  });
}

/** A frame's columns by name, from the blocks that pandas keeps them in: `_unpickle_block(values, positions, 2)`, values `[columns, rows]`. */
function toColumns(frame: Value): Map<string, Value[]> {
  const manager = frame instanceof Made && frame.maker === 'DataFrame' && frame.state instanceof Map ? frame.state.get('_mgr') : undefined;
  if (!(manager instanceof Made && manager.maker === 'BlockManager')) throw wrong('no frame of pandas 1.3 or later');
  const [blocks, axes] = manager.args;
  if (!Array.isArray(blocks) || !Array.isArray(axes)) throw wrong('a frame without blocks');
  const names = toNames(axes[0]);
  const columns = new Map<string, Value[]>();
  for (const block of blocks as Value[]) for (const [position, rows] of blockRows(block)) columns.set(names[position], rows);
  const lengths = new Set(Array.from(columns.values(), ({ length }) => length));
  if (lengths.size > 1) throw wrong(`columns of ${[...lengths].join(' and ')} rows`);
  return columns;
}

function blockRows(block: Value): [number, Value[]][] {
  if (!(block instanceof Made && block.maker === '_unpickle_block')) throw wrong('a block of another kind');
  const { shape, elements } = toArray(block.args[0]);
  const positions = toPositions(block.args[1]);
  if (shape.length !== 2 || positions.length !== shape[0]) throw wrong(`a block of shape [${shape}] for ${positions.length} columns`);
  const rows = (i: number) => Array.from((elements as Value[]).slice(i * shape[1], (i + 1) * shape[1]));
  return positions.map((position, i) => [position, rows(i)]);
}

function toPicture(image: Value, row: number): { picture: Picture; wasFloat?: true } {
  const { shape, type, elements } = toArray(image);
  const [height, width, channels = 1] = shape;
  const isPicture = shape.length >= 2 && height > 0 && width > 0 && (channels === 1 || channels === 3 || channels === 4);
  if (!isPicture || !['u1', 'f4', 'f8'].includes(type)) throw wrong(`a picture of shape [${shape}] and type ${type} in row ${row}`);
  const size = { width, height, channels } as const;
  if (type === 'u1') return { picture: { ...size, data: elements as Uint8Array } };
  return { picture: { ...size, data: Uint8Array.from(elements as Float64Array, toByte) }, wasFloat: true };
}

/** 0 … 255, as the tool's corruptions scale them: never 0 … 1. */
const toByte = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
