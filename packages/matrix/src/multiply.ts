import { columnSpans, multiplyBatch, rowSpans, storeProduct, type Operands } from './batch.ts';
import { matrix, type Matrix } from './matrix.ts';

export interface MultiplyOptions {
  /** multiply by the transpose of `a` */
  readonly transposeA?: boolean;
  /** multiply by the transpose of `b` */
  readonly transposeB?: boolean;
  /** receives the product, and is returned; it must not overlap `a` or `b`. Default: a new matrix */
  readonly into?: Matrix;
}

/**
 * The matrix product `a · b`, or that of their transposes, in single precision.
 *
 * A WebAssembly SIMD kernel multiplies blocks. Sums over a depth of more than 256 are computed from partial sums of 256. In a process that multiplies a
 * lot, up to four threads share the blocks; the result does not depend on the number of threads.
 *
 * @returns shape `[rows of a, columns of b]` (after transposition)
 * @throws RangeError unless `a` has as many columns as `b` has rows, and `into` the shape of the product
 */
export function multiply(a: Matrix, b: Matrix, { transposeA = false, transposeB = false, into }: MultiplyOptions = {}): Matrix {
  const [numRows, depth] = transposeA ? [a.numColumns, a.numRows] : [a.numRows, a.numColumns];
  const [depthOfB, numColumns] = transposeB ? [b.numColumns, b.numRows] : [b.numRows, b.numColumns];
  if (depth !== depthOfB) {
    throw new RangeError(
      `multiply: expected as many columns on the left as rows on the right, got ${numRows}×${depth} and ${depthOfB}×${numColumns}`,
    );
  }
  const operands: Operands = { a, b, transposeA, transposeB, numRows, depth, numColumns };
  if (into && (into.numRows !== numRows || into.numColumns !== numColumns)) {
    throw new RangeError(`multiply: expected a ${numRows}×${numColumns} matrix to multiply into, got ${into.numRows}×${into.numColumns}`);
  }
  const result = into ?? matrix(numRows, numColumns);
  for (const rows of rowSpans(operands)) {
    for (const columns of columnSpans(operands)) {
      multiplyBatch(operands, rows, columns);
      storeProduct(result, rows, columns);
    }
  }
  return result;
}
