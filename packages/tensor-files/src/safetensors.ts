import { InputError } from '@mmae/input';
// safetensors, the format: https://huggingface.co/docs/safetensors. Eight bytes with the length of a JSON header (little-endian),
// the header, then the numbers of every tensor without gaps. Nothing in it is ever executed.
import { readFile } from 'node:fs/promises';
import type { Matrix } from '@mmae/matrix';
import { bytesOf, formatOf, numberFormats, numbersIn, type NumberFormat } from './number-format.ts';
import { numElements, toTensor, type Tensor } from './tensor.ts';
import { writeFileAtomically } from '@mmae/files';

/** What a safetensors file holds. */
export interface Safetensors {
  readonly tensors: Record<string, Tensor>;
  /** free text by key; the file's `__metadata__` */
  readonly metadata: Record<string, string>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** first byte and the one past the last, counted from the end of the header */
  readonly data_offsets: readonly [number, number];
}

/** The format's own bound on the header. */
const maxHeaderBytes = 100_000_000;

/** Reads a safetensors file. @throws as `fromSafetensors`, with the path */
export async function readSafetensors(path: string): Promise<Safetensors> {
  return fromSafetensors(await readFile(path), path);
}

/** Writes tensors, or matrices, as a safetensors file, atomically. @throws as `toSafetensors`, or what the file system throws */
export async function writeSafetensors(
  path: string,
  tensors: Readonly<Record<string, Matrix | Tensor>>,
  metadata?: Readonly<Record<string, string>>,
): Promise<void> {
  await writeFileAtomically(path, safetensorsParts(tensors, metadata));
}

/** The bytes of a safetensors file. @throws RangeError where a shape does not fit its numbers, or a tensor is named `__metadata__` */
export function toSafetensors(tensors: Readonly<Record<string, Matrix | Tensor>>, metadata?: Readonly<Record<string, string>>): Uint8Array {
  return Buffer.concat(safetensorsParts(tensors, metadata));
}

/**
 * The tensors in the bytes of a safetensors file; F16 and BF16 come as single precision, every other type as it is.
 * The numbers are views of `bytes` where their alignment allows it.
 *
 * @param name what the bytes are, for the message of an error
 * @throws InputError where the bytes are truncated, are another format, or where the header does not describe them exactly
 */
export function fromSafetensors(bytes: Uint8Array, name = 'these bytes'): Safetensors {
  const refuse = (expected: string, got: unknown): never => {
    throw new InputError(`fromSafetensors: expected ${expected} in ${name}, got ${got}. The file is truncated, damaged or no safetensors.`);
  };
  if (bytes.length < 8) refuse('at least 8 bytes', bytes.length);
  const headerLength = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (headerLength > maxHeaderBytes) refuse(`a header of at most ${maxHeaderBytes} bytes`, headerLength);
  if (8 + headerLength > bytes.length) refuse(`a header of ${headerLength} bytes`, `${bytes.length - 8} bytes after its length`);
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(8, 8 + headerLength), refuse);
  checkMetadata(metadata, refuse);
  checkCoverage(entries, bytes.length - 8 - headerLength, refuse);
  const tensors = Object.entries(entries).map(([key, entry]) => [key, tensorIn(bytes, 8 + headerLength, key, entry, refuse)]);
  return { tensors: Object.fromEntries(tensors), metadata: metadata as Record<string, string> };
}

type Refuse = (expected: string, got: unknown) => never;

function parseHeader(bytes: Uint8Array, refuse: Refuse): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isRecord(header)) return header;
  } catch {
    // told below
  }
  return refuse('a JSON object as header', JSON.stringify(Buffer.from(bytes.subarray(0, 40)).toString('latin1')));
}

function checkMetadata(metadata: unknown, refuse: Refuse): void {
  const fits = isRecord(metadata) && Object.values(metadata).every((value) => typeof value === 'string');
  if (!fits) refuse('texts by key as __metadata__', JSON.stringify(metadata));
}

/** Every byte of the data must belong to exactly one tensor. */
function checkCoverage(
  entries: Record<string, unknown>,
  dataLength: number,
  refuse: Refuse,
): asserts entries is Record<string, HeaderEntry> {
  for (const [key, entry] of Object.entries(entries)) {
    if (!isEntry(entry)) refuse(`dtype, shape and data_offsets of ${JSON.stringify(key)}`, JSON.stringify(entry));
  }
  const ranges = Object.values(entries as Record<string, HeaderEntry>).map((entry) => entry.data_offsets);
  ranges.sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  let end = 0;
  for (const range of ranges) {
    if (range[0] !== end || range[1] < end) refuse(`a tensor from byte ${end} of the data on`, `data_offsets [${range}]`);
    end = range[1];
  }
  if (end !== dataLength) refuse(`${end} bytes of data`, dataLength);
}

function tensorIn(bytes: Uint8Array, dataStart: number, key: string, entry: HeaderEntry, refuse: Refuse): Tensor {
  const { dtype, shape, data_offsets } = entry;
  const format = numberFormats.find(({ safetensors }) => safetensors === dtype);
  if (!format)
    return refuse(`one of ${numberFormats.map((known) => known.safetensors).join(', ')} as dtype of ${JSON.stringify(key)}`, dtype);
  const length = numElements(shape);
  const numBytes = data_offsets[1] - data_offsets[0];
  if (length * format.numbers.BYTES_PER_ELEMENT !== numBytes) {
    refuse(`the bytes of ${dtype} [${shape}] for ${JSON.stringify(key)}`, `${numBytes} bytes`);
  }
  return { shape, data: numbersIn(bytes, dataStart + data_offsets[0], length, format) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEntry(value: unknown): value is HeaderEntry {
  const isSizes = (sizes: unknown) => Array.isArray(sizes) && sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!isRecord(value)) return false;
  const { dtype, shape, data_offsets: offsets } = value;
  return typeof dtype === 'string' && isSizes(shape) && isSizes(offsets) && (offsets as unknown[]).length === 2;
}

/** Header and tensors, not joined yet; wider numbers first, as the reference writer does, so that every tensor is aligned. */
function safetensorsParts(named: Readonly<Record<string, Matrix | Tensor>>, metadata?: Readonly<Record<string, string>>): Uint8Array[] {
  const tensors = Object.entries(named).map(([key, value]) => ({ key, format: formatOf(value.data), ...shaped(value) }));
  tensors.sort((x, y) => widthOf(y.format) - widthOf(x.format) || (x.key < y.key ? -1 : 1));
  const entries: [string, unknown][] = metadata ? [['__metadata__', metadata]] : [];
  let start = 0;
  for (const { key, format, shape, data } of tensors) {
    checkTensor(key, shape, data.length);
    entries.push([key, { dtype: format.safetensors, shape, data_offsets: [start, start + data.byteLength] }]);
    start += data.byteLength;
  }
  return [...headerParts(Object.fromEntries(entries)), ...tensors.map(({ data }) => bytesOf(data))];
}

const shaped = (value: Matrix | Tensor): Tensor => ('shape' in value ? value : toTensor(value));
const widthOf = ({ numbers }: NumberFormat) => numbers.BYTES_PER_ELEMENT;

function checkTensor(key: string, shape: readonly number[], length: number): void {
  if (key === '__metadata__')
    throw new RangeError('toSafetensors: expected no tensor of the name __metadata__, got one. Choose another name.');
  if (numElements(shape) !== length) {
    throw new RangeError(
      `toSafetensors: expected ${numElements(shape)} numbers for shape [${shape}] of ${JSON.stringify(key)}, got ${length}`,
    );
  }
}

/** The length and the JSON, padded with spaces to a multiple of 8 bytes. */
function headerParts(header: object): Uint8Array[] {
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([json, Buffer.alloc(-json.length & 7, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return [length, padded];
}
