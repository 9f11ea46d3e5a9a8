// The npy format (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): a magic string, a version, the length of the header, the
// header (a Python dictionary) and the numbers. Arrays of Python objects are pickles, which can run code: they are refused.
import { InputError } from '@mmae/input';
import { readFile } from 'node:fs/promises';
import type { Matrix } from '@mmae/matrix';
import { bytesOf, formatOf, numberFormats, numbersIn, type NumberFormat } from './number-format.ts';
import { numElements, toTensor, type Tensor, type TensorData } from './tensor.ts';
import { writeFileAtomically } from '@mmae/files';

const magic = Buffer.from('\x93NUMPY', 'latin1');

/** Reads an npy file. @throws InputError with the path, and any error of the file system */
export async function readNpy(path: string): Promise<Tensor> {
  return fromNpy(await readFile(path), path);
}

/** Writes a tensor or a matrix as an npy file, atomically. @throws any error of the file system */
export async function writeNpy(path: string, tensor: Matrix | Tensor): Promise<void> {
  await writeFileAtomically(path, toNpy(tensor));
}

/** The bytes of an npy file, version 1.0, C order. */
export function toNpy(tensor: Matrix | Tensor): Uint8Array {
  const { shape, data } = 'shape' in tensor ? tensor : toTensor(tensor);
  const { npy, numbers } = formatOf(data);
  const descr = `${numbers.BYTES_PER_ELEMENT === 1 ? '|' : '<'}${npy}`;
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padded = `${header}${' '.repeat(-(magic.length + 4 + header.length + 1) & 63)}\n`;
  return Buffer.concat([magic, Buffer.from([1, 0, padded.length & 255, padded.length >> 8]), Buffer.from(padded, 'latin1'), bytesOf(data)]);
}

/**
 * Parses the bytes of an npy file. The result is in C order, whatever the order in the file. Half precision is widened to single; other types stay.
 *
 * @param name what the bytes are, for error messages
 * @throws InputError if the bytes are truncated, in another format, or contain anything but little-endian numbers
 */
export function fromNpy(bytes: Uint8Array, name = 'these bytes'): Tensor {
  const refuse = (expected: string, got: unknown): never => {
    throw new InputError(`fromNpy: expected ${expected} in ${name}, got ${got}. Write it with numpy.save from an array of plain numbers.`);
  };
  const { header, dataStart } = headerIn(bytes, refuse);
  const format = formatNamed(field(header, /'descr'\s*:\s*('[^']*'|\[.*\])/, refuse), refuse);
  const fortranOrder = field(header, /'fortran_order'\s*:\s*(True|False)/, refuse) === 'True';
  const shape = shapeFrom(field(header, /'shape'\s*:\s*\(([\d\s,L]*)\)/, refuse));
  const length = numElements(shape);
  const numBytes = length * format.numbers.BYTES_PER_ELEMENT;
  if (numBytes !== bytes.length - dataStart) refuse(`${numBytes} bytes of numbers for shape [${shape}]`, bytes.length - dataStart);
  const data = numbersIn(bytes, dataStart, length, format);
  return { shape, data: fortranOrder && shape.length > 1 ? inRowMajorOrder(data, shape) : data };
}

type Refuse = (expected: string, got: unknown) => never;

function headerIn(bytes: Uint8Array, refuse: Refuse): { header: string; dataStart: number } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.length < 12 || !view.subarray(0, 6).equals(magic)) {
    refuse('the npy magic', JSON.stringify(view.subarray(0, 8).toString('latin1')));
  }
  const version = view[6];
  if (version < 1 || version > 3) refuse('npy version 1, 2 or 3', version);
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.readUInt16LE(8) : view.readUInt32LE(8);
  if (start + length > view.length) refuse(`a header of ${length} bytes`, view.length - start);
  return { header: view.toString('latin1', start, start + length), dataStart: start + length };
}

function field(header: string, pattern: RegExp, refuse: Refuse): string {
  return pattern.exec(header)?.[1] ?? refuse(`descr, fortran_order and shape in the header`, JSON.stringify(header.trim().slice(0, 100)));
}

function formatNamed(descr: string, refuse: Refuse): NumberFormat {
  const type = /^'[<|=]([a-z]\d)'$/.exec(descr)?.[1];
  const known = numberFormats.filter(({ npy }) => npy);
  const format = known.find(({ npy }) => npy === type);
  return format ?? refuse(`one of ${known.map(({ npy }) => npy).join(', ')}, little-endian`, descr);
}

function shapeFrom(tuple: string): number[] {
  return tuple
    .split(',')
    .filter((size) => size.trim())
    .map((size) => parseInt(size, 10));
}

/** From Fortran order, where the first dimension varies fastest, to C order. */
function inRowMajorOrder<Data extends TensorData>(data: Data, shape: readonly number[]): Data {
  const reordered = data.slice() as Data;
  const strides = shape.map((_, dimension) => shape.slice(0, dimension).reduce((size, length) => size * length, 1));
  const index = shape.map(() => 0);
  for (let target = 0, source = 0; target < data.length; target++) {
    reordered[target] = data[source];
    for (let dimension = shape.length - 1; dimension >= 0; dimension--) {
      source += strides[dimension];
      if (++index[dimension] < shape[dimension]) break;
      source -= strides[dimension] * shape[dimension];
      index[dimension] = 0;
    }
  }
  return reordered;
}
