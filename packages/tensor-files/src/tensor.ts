import { matrix, type DoubleMatrix, type Matrix } from '@mmae/matrix';

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

/** Numbers with a shape, row-major: the last dimension varies fastest. A shape of `[]` is a single number. */
export interface Tensor {
  readonly shape: readonly number[];
  /** length: the product of the shape */
  readonly data: TensorData;
}

/** A matrix as a tensor of shape `[numRows, numColumns]`, over the same data. */
export function toTensor({ numRows, numColumns, data }: Matrix): Tensor {
  return { shape: [numRows, numColumns], data };
}

/**
 * A tensor of two dimensions as a matrix: over the same data if they are in single precision, otherwise rounded to it. Rounding makes values equal that
 * differ by less than a ten-millionth; use `toDoubleMatrix` for values that may be far from zero.
 *
 * @throws RangeError unless the tensor has two dimensions
 */
export function toMatrix({ shape, data }: Tensor): Matrix {
  checkTwoDimensions('toMatrix', shape);
  return matrix(shape[0], shape[1], data instanceof Float32Array ? data : Float32Array.from(data as ArrayLike<unknown>, Number));
}

/**
 * A tensor of two dimensions in double precision: over the same data if they are doubles, otherwise copied. Exact except for 64-bit integers beyond
 * ±2⁵³, which are rounded.
 *
 * @throws RangeError unless the tensor has two dimensions
 */
export function toDoubleMatrix({ shape, data }: Tensor): DoubleMatrix {
  checkTwoDimensions('toDoubleMatrix', shape);
  return {
    numRows: shape[0],
    numColumns: shape[1],
    data: data instanceof Float64Array ? data : Float64Array.from(data as ArrayLike<unknown>, Number),
  };
}

function checkTwoDimensions(caller: string, shape: readonly number[]): void {
  if (shape.length !== 2) throw new RangeError(`${caller}: expected two dimensions, got shape [${shape.join(', ')}]`);
}

/** The number of elements of a shape; NaN if a size is negative or not an integer, or if the product is beyond 2⁵³. */
export function numElements(shape: readonly number[]): number {
  const product = shape.reduce((size, length) => (Number.isSafeInteger(length) && length >= 0 ? size * length : NaN), 1);
  return Number.isSafeInteger(product) ? product : NaN;
}
