// A file of PyTorch's `torch.save` (since 1.6): a zip archive with a pickle, `data.pkl`, that describes the tensors, and one entry per storage
// with the numbers, `data/0`, `data/1`, …
import { InputError } from '@mmae/input';
import { fromBufferPromise } from 'yauzl';
import { unpickle, type Global, type Pickled } from './unpickle.ts';

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
  const entries = await unzip(bytes).catch((error: Error) => refuse('a zip archive', error.message));
  const pickle = [...entries].find(([path]) => path.endsWith('/data.pkl'));
  if (!pickle) refuse('an entry data.pkl', `${entries.size} others`);
  const folder = pickle[0].slice(0, -'.pkl'.length);
  const load = (identifier: Pickled) => storage(identifier, (key) => entries.get(`${folder}/${key}`));
  const tensors = unpickle(pickle[1], { load, call });
  if (!(tensors instanceof Map)) refuse('a dictionary', typeof tensors);
  return Object.fromEntries([...(tensors as Map<string, Tensor>)].filter(([, { data }]) => data instanceof Float32Array));
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
  const Numbers = { 'torch.FloatStorage': Float32Array, 'torch.LongStorage': BigInt64Array }[type.global];
  if (!Numbers) return refuse('32-bit floats or 64-bit integers', type.global);
  const bytes = entry(key);
  if (bytes?.length !== length * Numbers.BYTES_PER_ELEMENT) return refuse(`${length} numbers in data/${key}`, `${bytes?.length} bytes`);
  return new Numbers(Uint8Array.from(bytes).buffer);
}

function call(name: string, args: Pickled[]): Pickled {
  if (name === 'collections.OrderedDict') return new Map();
  if (name === 'torch._utils._rebuild_tensor_v2') return tensor(args as [Storage, number, number[], number[]]);
  return refuse('tensors and dictionaries only', name);
}

function tensor([data, offset, shape, strides]: [Storage, number, number[], number[]]): object {
  if (strides.join() !== rowMajor(shape).join()) refuse('tensors in row-major order', `strides [${strides}] for shape [${shape}]`);
  const length = sizeOf(shape);
  if (!(offset + length <= data.length)) refuse(`${length} numbers from ${offset}`, data.length);
  return { shape, data: data.subarray(offset, offset + length) };
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
