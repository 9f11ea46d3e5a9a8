import { matrix, type Matrix } from './matrix.ts';

export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array;

/** Numbers with a shape, row-major (the last dimension runs fastest); a shape of `[]` is one number. */
export interface Tensor {
  readonly shape: readonly number[];
  /** length: the product of the shape */
  readonly data: TensorData;
}

/** The matrix as a tensor of shape `[numRows, numColumns]`, over the same numbers. */
export function toTensor({ numRows, numColumns, data }: Matrix): Tensor {
  return { shape: [numRows, numColumns], data };
}

/**
 * A tensor of two dimensions as a matrix: over the same numbers where they are single precision, rounded to it otherwise.
 *
 * @throws RangeError unless the tensor has two dimensions
 */
export function toMatrix({ shape, data }: Tensor): Matrix {
  if (shape.length !== 2) throw new RangeError(`toMatrix: expected two dimensions, got shape [${shape.join(', ')}]`);
  return matrix(shape[0], shape[1], data instanceof Float32Array ? data : Float32Array.from(data as ArrayLike<unknown>, Number));
}

/** How many numbers a shape holds; NaN where a size is not whole, is negative, or the product is past what can be counted exactly. */
export function numElements(shape: readonly number[]): number {
  const product = shape.reduce((size, length) => (Number.isSafeInteger(length) && length >= 0 ? size * length : NaN), 1);
  return Number.isSafeInteger(product) ? product : NaN;
}
