import type { TensorData } from './tensor.ts';

type NumbersClass = { new (buffer: ArrayBufferLike, byteOffset: number, length: number): TensorData; readonly BYTES_PER_ELEMENT: number };

/** A format of little-endian numbers, with its names in files. */
export interface NumberFormat {
  readonly safetensors?: string;
  /** the type characters of a numpy `descr`, without the byte order */
  readonly npy?: string;
  /** the array class that reads the bytes, before they are widened by `widen` */
  readonly numbers: NumbersClass;
  readonly widen?: (numbers: Uint16Array) => Float32Array;
}

/** An array is written in the first format of its class. */
export const numberFormats: readonly NumberFormat[] = [
  { safetensors: 'F32', npy: 'f4', numbers: Float32Array },
  { safetensors: 'F64', npy: 'f8', numbers: Float64Array },
  { safetensors: 'I8', npy: 'i1', numbers: Int8Array },
  { safetensors: 'I16', npy: 'i2', numbers: Int16Array },
  { safetensors: 'I32', npy: 'i4', numbers: Int32Array },
  { safetensors: 'I64', npy: 'i8', numbers: BigInt64Array },
  { safetensors: 'U8', npy: 'u1', numbers: Uint8Array },
  { safetensors: 'U16', npy: 'u2', numbers: Uint16Array },
  { safetensors: 'U32', npy: 'u4', numbers: Uint32Array },
  { safetensors: 'U64', npy: 'u8', numbers: BigUint64Array },
  { safetensors: 'BOOL', npy: 'b1', numbers: Uint8Array },
  { safetensors: 'F16', npy: 'f2', numbers: Uint16Array, widen: fromHalf },
  { safetensors: 'BF16', numbers: Uint16Array, widen: fromBrainFloat },
];

/** The format in which an array is written. */
export function formatOf(data: TensorData): NumberFormat {
  return numberFormats.find(({ numbers }) => data instanceof numbers)!;
}

/** The `length` numbers from `bytes[start]`: a view if their alignment allows it, otherwise a copy. */
export function numbersIn(bytes: Uint8Array, start: number, length: number, { numbers, widen }: NumberFormat): TensorData {
  const size = numbers.BYTES_PER_ELEMENT;
  const part = bytes.subarray(start, start + length * size);
  const aligned = part.byteOffset % size === 0 ? part : Uint8Array.from(part); // a Buffer's slice would be a view
  const view = new numbers(aligned.buffer, aligned.byteOffset, length);
  return widen ? widen(view as Uint16Array) : view;
}

/** The bytes of an array, not copied. */
export function bytesOf({ buffer, byteOffset, byteLength }: TensorData): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
function fromHalf(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
    if (exponent === 31) return fraction ? NaN : sign * Infinity;
    return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
  });
}

/** bfloat16: the upper half of a single-precision number. */
function fromBrainFloat(halves: Uint16Array): Float32Array {
  const words = Uint32Array.from(halves, (half) => half << 16);
  return new Float32Array(words.buffer);
}
