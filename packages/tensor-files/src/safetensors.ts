// The safetensors format (https://huggingface.co/docs/safetensors): eight bytes with the length of a JSON header (little-endian), the header, and the
// numbers of all tensors without gaps. Nothing in it is executed.
import { InputError } from '@mmae/input';
import { readFile } from 'node:fs/promises';
import type { Matrix } from '@mmae/matrix';
import { bytesOf, formatOf, numberFormats, numbersIn, type NumberFormat } from './number-format.ts';
import { numElements, toTensor, type Tensor } from './tensor.ts';
import { writeFileAtomically } from '@mmae/files';

/** The content of a safetensors file. */
export interface Safetensors {
  readonly tensors: Record<string, Tensor>;
  /** the file's `__metadata__`: strings by key */
  readonly metadata: Record<string, string>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** the first byte and the one after the last, relative to the end of the header */
  readonly data_offsets: readonly [number, number];
}

/** The limit of the format. */
const maxHeaderBytes = 100_000_000;

/** Reads a safetensors file. @throws InputError with the path, and any error of the file system */
export async function readSafetensors(path: string): Promise<Safetensors> {
  return fromSafetensors(await readFile(path), path);
}

/** Writes tensors or matrices as a safetensors file, atomically. @throws RangeError as `toSafetensors`, and any error of the file system */
export async function writeSafetensors(
  path: string,
  tensors: Readonly<Record<string, Matrix | Tensor>>,
  metadata?: Readonly<Record<string, string>>,
): Promise<void> {
  await writeFileAtomically(path, safetensorsParts(tensors, metadata));
}

/** The bytes of a safetensors file. @throws RangeError if a shape does not match its numbers, or a tensor is named `__metadata__` */
export function toSafetensors(tensors: Readonly<Record<string, Matrix | Tensor>>, metadata?: Readonly<Record<string, string>>): Uint8Array {
  return Buffer.concat(safetensorsParts(tensors, metadata));
}

/**
 * Parses the bytes of a safetensors file. F16 and BF16 are widened to single precision; other types stay. The data are views of `bytes` if their
 * alignment allows it.
 *
 * @param name what the bytes are, for error messages
 * @throws InputError if the bytes are truncated or in another format, or if the header does not describe them exactly
 */
export function fromSafetensors(bytes: Uint8Array, name = 'these bytes'): Safetensors {
  const refuse = (expected: string, got: unknown): never => {
    throw new InputError(
      `fromSafetensors: expected ${expected} in ${name}, got ${got}. The file is truncated, damaged or not a safetensors file.`,
    );
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
    // reported below
  }
  return refuse('a JSON object as header', JSON.stringify(Buffer.from(bytes.subarray(0, 40)).toString('latin1')));
}

function checkMetadata(metadata: unknown, refuse: Refuse): void {
  const fits = isRecord(metadata) && Object.values(metadata).every((value) => typeof value === 'string');
  if (!fits) refuse('strings by key as __metadata__', JSON.stringify(metadata));
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
    if (range[0] !== end || range[1] < end) refuse(`a tensor at byte ${end} of the data`, `data_offsets [${range}]`);
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

/** The header and the tensors. Wider numbers come first, as in the reference implementation, so that every tensor is aligned. */
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
  if (key === '__metadata__') throw new RangeError('toSafetensors: expected no tensor named __metadata__, got one. Choose another name.');
  if (numElements(shape) !== length) {
    throw new RangeError(
      `toSafetensors: expected ${numElements(shape)} numbers for shape [${shape}] of ${JSON.stringify(key)}, got ${length}`,
    );
  }
}

/** The length of the header and the header, padded with spaces to a multiple of 8 bytes. */
function headerParts(header: object): Uint8Array[] {
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([json, Buffer.alloc(-json.length & 7, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return [length, padded];
}
