import { LumaError } from '../luma-error.ts';
import { Made, Name, type Value } from './unpickle.ts';

/** A numpy array of a pickle: its elements in C order. */
export interface PickledArray {
  readonly shape: readonly number[];
  readonly type: string;
  readonly elements: readonly Value[] | Uint8Array | Float32Array | Float64Array;
}

/** Numbers by numpy's letter and width, little-endian. */
const readers: Readonly<Record<string, (bytes: Buffer) => PickledArray['elements']>> = {
  u1: (bytes) => bytes,
  f4: (bytes) => new Float32Array(aligned(bytes)),
  f8: (bytes) => new Float64Array(aligned(bytes)),
  i4: (bytes) => Array.from(new Int32Array(aligned(bytes))),
  i8: (bytes) => Array.from(new BigInt64Array(aligned(bytes)), Number),
};

const aligned = (bytes: Buffer) => Uint8Array.from(bytes).buffer;

/**
 * A pickled `numpy.ndarray`, by `_reconstruct` (protocol 4) or `_frombuffer` (protocol 5).
 *
 * @throws LumaError where it is none, of a type not read here, or has other than `product(shape)` elements
 */
export function toArray(value: Value): PickledArray {
  const { shape, type, isFortran, data } = partsOf(value);
  const count = shape.reduce((product, extent) => product * extent, 1);
  const elements = type === 'O8' && Array.isArray(data) ? data : data instanceof Uint8Array && Object.hasOwn(readers, type) && data.length === count * Number(type[1]) ? readers[type](data as Buffer) : undefined; // prettier-ignore
  if (elements?.length !== count) throw wrong(`${type} of shape [${shape}] with ${elements?.length ?? 'other'} elements`);
  return { shape, type, elements: isFortran && shape.length === 2 ? transposed(elements as Value[], shape) : elements };
}

export const wrong = (got: string) =>
  new LumaError(
    `readPictures: expected a frame with the columns image and label, got ${got}. Fetch the file again, or convert it with pandas 2.`,
  );

function partsOf(value: Value) {
  if (!(value instanceof Made)) throw wrong('no array where one should be');
  const isBuffer = value.maker === '_frombuffer';
  const [data, type, shape, order] = isBuffer ? value.args : fromState(value);
  const isFortran = order === 'F' || order === true;
  const isShape =
    Array.isArray(shape) && shape.length <= 3 && shape.every((extent) => Number.isSafeInteger(extent) && (extent as number) >= 0);
  if (!isShape || (isFortran && shape.length > 2)) throw wrong(`an array of shape ${JSON.stringify(shape)}`);
  return { data, type: typeName(type), shape: shape as number[], isFortran };
}

/** `(version, shape, dtype, isFortran, data)` */
function fromState({ maker, state }: Made): Value[] {
  if (maker !== '_reconstruct' || !Array.isArray(state)) throw wrong(`a ${maker} where an array should be`);
  const [, shape, type, isFortran, data] = state as Value[];
  return [data, type, shape, isFortran];
}

function typeName(type: Value): string {
  if (!(type instanceof Made && type.maker === 'dtype' && typeof type.args[0] === 'string')) throw wrong('an array without a type');
  const byteOrder = Array.isArray(type.state) ? type.state[1] : '|';
  if (byteOrder === '>') throw wrong('big-endian numbers');
  return type.args[0];
}

function transposed(elements: readonly Value[], [rows, columns]: readonly number[]): Value[] {
  return Array.from({ length: rows * columns }, (_, i) => elements[Math.floor(i / columns) + (i % columns) * rows]);
}

/** Positions that a block holds: a slice, or an array of them. */
export function toPositions(value: Value): number[] {
  if (!(value instanceof Made && value.maker === 'slice')) return toArray(value).elements as number[];
  const [start, stop, step] = value.args;
  if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number' || step < 1 || stop - start > 1000)
    throw wrong('an odd slice');
  return Array.from({ length: Math.ceil((stop - start) / step) }, (_, i) => start + i * step);
}

/** Names of columns: those of an `Index`. */
export function toNames(value: Value): string[] {
  const data =
    value instanceof Made && value.args[0] instanceof Name && value.args[1] instanceof Map ? value.args[1].get('data') : undefined;
  return (toArray(data ?? null).elements as Value[]).map(String);
}
