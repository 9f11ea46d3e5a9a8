// A file of PyTorch's `torch.save`. Since 1.6: a zip archive with a pickle, `data.pkl`, that describes the tensors, and one entry per storage with
// the numbers, `data/0`, `data/1`, … Before: five pickles (a magic number, the version, sizes of integers, the tensors, the keys of the storages),
// then for each key the number of its elements in 64 bits, and the elements.
import { InputError } from '@mmae/input';
import { fromBufferPromise } from 'yauzl';
import { unpickle, unpickleFirst, type Global, type Pickled } from './unpickle.ts';

/** Numbers with a shape, row-major: the last dimension varies fastest. */
export interface Tensor {
  readonly shape: readonly number[];
  /** length: the product of the shape */
  readonly data: Float32Array;
}

type Storage = Float32Array | BigInt64Array;

/**
 * The tensors of a state dictionary that hold floats, by name. Those of integers, which count batches in training, are left out.
 *
 * @throws InputError if the archive contains anything but a dictionary of tensors of 32-bit floats and 64-bit integers
 */
export async function readPth(bytes: Uint8Array): Promise<Record<string, Tensor>> {
  const tensors = isLegacy(bytes) ? readLegacy(bytes) : await readArchive(bytes);
  if (!(tensors instanceof Map)) refuse('a dictionary', typeof tensors);
  return Object.fromEntries([...(tensors as Map<string, Tensor>)].filter(([, { data }]) => data instanceof Float32Array));
}

async function readArchive(bytes: Uint8Array): Promise<Pickled> {
  const entries = await unzip(bytes).catch((error: Error) => refuse('a zip archive', error.message));
  const pickle = [...entries].find(([path]) => path.endsWith('/data.pkl'));
  if (!pickle) refuse('an entry data.pkl', `${entries.size} others`);
  const folder = pickle[0].slice(0, -'.pkl'.length);
  return unpickle(pickle[1], { load: (identifier) => storage(identifier, (key) => entries.get(`${folder}/${key}`)), call });
}

/** The first pickle of the earlier format: protocol 2, and its magic number. */
const legacyStart = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');

const isLegacy = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, legacyStart.length)).equals(legacyStart);

/** The tensors are described before their storages: the pickle is read once for the sizes of the storages, and once with their contents. */
function readLegacy(bytes: Uint8Array): Pickled {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const widths = new Map<string, number>();
  const note = (identifier: Pickled) => {
    const [, type, key] = identifier as [string, Global, string];
    widths.set(key, numbersOf(type).BYTES_PER_ELEMENT);
    return [];
  };
  let at = 0;
  const next = (load: (identifier: Pickled) => Pickled, callee = call): Pickled => {
    const { value, end } = unpickleFirst(source.subarray(at), { load, call: callee });
    at += end;
    return value;
  };
  for (let i = 0; i < 3; i++) next(note); // magic number, version, sizes of integers
  const start = at;
  next(note, (name) => (name === 'collections.OrderedDict' ? new Map() : {}));
  const keys = next(note) as string[];
  const contents = new Map<string, Buffer>();
  for (const key of keys) {
    const numBytes = source.length - at < 8 ? Infinity : Number(source.readBigInt64LE(at)) * (widths.get(key) ?? Infinity);
    if (!(numBytes <= source.length - at - 8)) refuse(`the numbers of storage ${key}`, 'the end of the file');
    contents.set(key, source.subarray(at + 8, at + 8 + numBytes));
    at += 8 + numBytes;
  }
  return unpickle(source.subarray(start), { load: (identifier) => storage(identifier, (key) => contents.get(key)), call });
}

async function unzip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    entries.set(entry.fileName, Buffer.concat(parts));
  }
  return entries;
}

/** `identifier`: 'storage', the class, the entry, the device, the number of elements. */
function storage(identifier: Pickled, entry: (key: string) => Buffer | undefined): Storage {
  const [, type, key, , length] = identifier as [string, Global, string, string, number];
  const Numbers = numbersOf(type);
  const bytes = entry(key);
  if (bytes?.length !== length * Numbers.BYTES_PER_ELEMENT) return refuse(`${length} numbers in data/${key}`, `${bytes?.length} bytes`);
  return new Numbers(Uint8Array.from(bytes).buffer);
}

function numbersOf({ global }: Global) {
  const Numbers = { 'torch.FloatStorage': Float32Array, 'torch.LongStorage': BigInt64Array }[global];
  return Numbers ?? refuse('32-bit floats or 64-bit integers', global);
}

function call(name: string, args: Pickled[]): Pickled {
  if (name === 'collections.OrderedDict') return new Map();
  if (name === 'torch._utils._rebuild_tensor_v2') return tensor(args as [Storage, number, number[], number[]]);
  return refuse('tensors and dictionaries only', name);
}

function tensor([data, offset, shape, strides]: [Storage, number, number[], number[]]): object {
  const last = shape.reduce((index, size, axis) => index + Math.max(0, size - 1) * strides[axis], offset);
  if (!(offset >= 0 && strides.every((stride) => stride >= 0) && last < Math.max(1, data.length)))
    refuse(`numbers up to ${last} of a storage`, data.length);
  if (strides.join() === rowMajor(shape).join()) return { shape, data: data.subarray(offset, offset + sizeOf(shape)) };
  return { shape, data: gathered(data, offset, shape, strides) };
}

/** The elements of a tensor that is stored in another order, such as a transposed one, row-major. */
function gathered<Numbers extends Storage>(data: Numbers, offset: number, shape: readonly number[], strides: readonly number[]): Numbers {
  const result = new (data.constructor as new (length: number) => Numbers)(sizeOf(shape));
  const index = shape.map(() => 0);
  for (let i = 0, at = offset; i < result.length; i++) {
    result[i] = data[at];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      if (++index[axis] < shape[axis]) break;
      at -= index[axis] * strides[axis];
      index[axis] = 0;
    }
  }
  return result;
}

function rowMajor(shape: readonly number[]): number[] {
  return shape.map((_, i) => sizeOf(shape.slice(i + 1)));
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function refuse(expected: string, got: unknown): never {
  throw new InputError(`readPth: expected ${expected}, got ${got}. Use a file that torch.save wrote, with tensors only.`);
}
