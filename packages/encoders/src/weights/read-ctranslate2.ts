// The binary model of CTranslate2 (https://opennmt.net/CTranslate2/), version 6, little-endian: version, name of the network, its revision, and the
// number of tensors; of each its name, number of dimensions (8 bits), dimensions, type (8 bits), number of bytes, and the numbers. Integers are of 32
// bits. A name is its length with the final zero in 16 bits, and its bytes.
import { InputError } from '@mmae/input';
import type { Weight, Weights } from '../graphs/layers.ts';

/** The numbers of types in the format; those of integers are left out. */
const [float32, float16] = [0, 4];

/**
 * The floats of a model whose names begin with a prefix, in single precision.
 *
 * @throws InputError if the bytes are truncated, or not of version 6
 */
export function readCtranslate2(bytes: Uint8Array, prefix = ''): Weights {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (length: number) => {
    if (at + length > source.length) refuse(`${length} bytes from ${at} on`, `the end of the file after ${source.length}`);
    return source.subarray(at, (at += length));
  };
  const integer = () => take(4).readUInt32LE();
  const text = () => take(take(2).readUInt16LE()).toString('utf8').replace(/\0$/, '');
  const version = integer();
  if (version !== 6) refuse('version 6', `version ${version}`);
  text(); // the network
  integer(); // its revision
  const weights: Record<string, Weight> = {};
  for (let left = integer(); left > 0; left--) {
    const name = text();
    const shape = Array.from({ length: take(1)[0] }, integer);
    const [type] = take(1);
    const numbers = take(integer());
    if (name.startsWith(prefix) && (type === float32 || type === float16)) weights[name] = { shape, data: floats(numbers, type) };
  }
  return weights;
}

function floats(bytes: Buffer, type: number): Float32Array {
  if (type === float32) return new Float32Array(Uint8Array.from(bytes).buffer);
  return Float32Array.from({ length: bytes.length / 2 }, (_, i) => fromHalf(bytes.readUInt16LE(2 * i)));
}

/** A number of half precision (IEEE 754 binary16). */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

function refuse(expected: string, got: string): never {
  throw new InputError(`readCtranslate2: expected ${expected}, got ${got}. Use a model.bin of CTranslate2.`);
}
