import { matrix, type Matrix } from '@mmae/matrix';

const headerLength = 8;

/** A matrix as bytes for a cache: two 32-bit sizes, then its numbers, all little-endian. */
export function toBytes({ numRows, numColumns, data }: Matrix): Uint8Array {
  const bytes = new Uint8Array(headerLength + 4 * data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, numRows, true);
  view.setUint32(4, numColumns, true);
  for (let i = 0; i < data.length; i++) view.setFloat32(headerLength + 4 * i, data[i], true);
  return bytes;
}

/**
 * The matrix that `toBytes` made these of.
 *
 * @throws RangeError where the bytes are not as many as their sizes say
 */
export function fromBytes(bytes: Uint8Array): Matrix {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [numRows, numColumns] = bytes.length >= headerLength ? [view.getUint32(0, true), view.getUint32(4, true)] : [NaN, NaN];
  if (bytes.length !== headerLength + 4 * numRows * numColumns) {
    throw new RangeError(`fromBytes: expected 8 + 4 · ${numRows} · ${numColumns} bytes, got ${bytes.length}. Delete this cache entry.`);
  }
  const read = matrix(numRows, numColumns);
  for (let i = 0; i < read.data.length; i++) read.data[i] = view.getFloat32(headerLength + 4 * i, true);
  return read;
}
