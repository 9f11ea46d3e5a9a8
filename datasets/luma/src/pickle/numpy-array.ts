import { LumaError } from '../files/luma-file.ts';
import { PickledObject, PickledName, type Value } from './unpickle.ts';

/** A numpy array in a pickle. */
export interface PickledArray {
  readonly shape: readonly number[];
  /** numpy's letter and width: u1, f4, O8 */
  readonly type: string;
  /** in C order */
  readonly elements: readonly Value[] | Uint8Array | Float32Array | Float64Array;
}

/** Readers of little-endian numbers by type. */
const readers: Readonly<Record<string, (bytes: Buffer) => PickledArray['elements']>> = {
  u1: (bytes) => bytes,
  f4: (bytes) => new Float32Array(aligned(bytes)),
  f8: (bytes) => new Float64Array(aligned(bytes)),
  i4: (bytes) => Array.from(new Int32Array(aligned(bytes))),
  i8: (bytes) => Array.from(new BigInt64Array(aligned(bytes)), Number),
};

const aligned = (bytes: Buffer) => Uint8Array.from(bytes).buffer;

/**
 * Reads a pickled `numpy.ndarray`: `_reconstruct` (protocol 4) or `_frombuffer` (protocol 5).
 *
 * @throws LumaError if it is not an array, has a type that is not supported, or other than `product(shape)` elements
 */
export function toArray(value: Value): PickledArray {
  const { shape, type, isFortran, data } = partsOf(value);
  const count = shape.reduce((product, extent) => product * extent, 1);
  const elements = type === 'O8' && Array.isArray(data) ? data : data instanceof Uint8Array && Object.hasOwn(readers, type) && data.length === count * Number(type[1]) ? readers[type](data as Buffer) : undefined; // prettier-ignore
  if (elements?.length !== count) throw invalidFrame(`${type} of shape [${shape}] with ${elements?.length ?? 'other'} elements`);
  return { shape, type, elements: isFortran && shape.length === 2 ? transposed(elements as Value[], shape) : elements };
}

/** The error for a pickle that is not a data frame of images. */
export const invalidFrame = (got: string) =>
  new LumaError(
    `readImages: expected a data frame with the columns image and label, got ${got}. Fetch the file again, or convert it with pandas 2.`,
  );

function partsOf(value: Value) {
  if (!(value instanceof PickledObject)) throw invalidFrame('something else in place of an array');
  const isBuffer = value.factory === '_frombuffer';
  const [data, type, shape, order] = isBuffer ? value.args : fromState(value);
  const isFortran = order === 'F' || order === true;
  const isShape =
    Array.isArray(shape) && shape.length <= 3 && shape.every((extent) => Number.isSafeInteger(extent) && (extent as number) >= 0);
  if (!isShape || (isFortran && shape.length > 2)) throw invalidFrame(`an array of shape ${JSON.stringify(shape)}`);
  return { data, type: typeName(type), shape: shape as number[], isFortran };
}

/** `(version, shape, dtype, isFortran, data)` */
function fromState({ factory, state }: PickledObject): Value[] {
  if (factory !== '_reconstruct' || !Array.isArray(state)) throw invalidFrame(`a ${factory} in place of an array`);
  const [, shape, type, isFortran, data] = state as Value[];
  return [data, type, shape, isFortran];
}

function typeName(type: Value): string {
  if (!(type instanceof PickledObject && type.factory === 'dtype' && typeof type.args[0] === 'string'))
    throw invalidFrame('an array without a type');
  const byteOrder = Array.isArray(type.state) ? type.state[1] : '|';
  if (byteOrder === '>') throw invalidFrame('big-endian numbers');
  return type.args[0];
}

function transposed(elements: readonly Value[], [rows, columns]: readonly number[]): Value[] {
  return Array.from({ length: rows * columns }, (_, i) => elements[Math.floor(i / columns) + (i % columns) * rows]);
}

/** The indices of a block's columns: a slice, or an array. */
export function toIndices(value: Value): number[] {
  if (!(value instanceof PickledObject && value.factory === 'slice')) return toArray(value).elements as number[];
  const [start, stop, step] = value.args;
  if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number' || step < 1 || stop - start > 1000)
    throw invalidFrame('an unusual slice');
  return Array.from({ length: Math.ceil((stop - start) / step) }, (_, i) => start + i * step);
}

/** The column names in a pandas `Index`. */
export function toNames(value: Value): string[] {
  const data =
    value instanceof PickledObject && value.args[0] instanceof PickledName && value.args[1] instanceof Map
      ? value.args[1].get('data')
      : undefined;
  return (toArray(data ?? null).elements as Value[]).map(String);
}
