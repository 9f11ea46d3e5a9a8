import { matrix, type Matrix } from './matrix.ts';
import {
  addPackedProduct,
  blockColumns,
  blockDepth,
  blockRows,
  clearProduct,
  loadProduct,
  packLeft,
  packRight,
  spans,
  storeProduct,
} from './product-blocks.ts';

export interface MultiplyOptions {
  /** multiply by the transpose of `a` */
  readonly transposeA?: boolean;
  /** multiply by the transpose of `b` */
  readonly transposeB?: boolean;
}

/**
 * The matrix product `a · b`, or that of their transposes, in single precision.
 *
 * A WebAssembly SIMD kernel on one thread multiplies blocks; a sum over a depth of more than 256 is made of partial sums of 256.
 *
 * @returns shape `[rows of a, columns of b]` (after transposition)
 * @throws RangeError where the columns of `a` are not as many as the rows of `b`
 */
export function multiply(a: Matrix, b: Matrix, { transposeA = false, transposeB = false }: MultiplyOptions = {}): Matrix {
  const [numRows, depth] = transposeA ? [a.numColumns, a.numRows] : [a.numRows, a.numColumns];
  const [depthOfB, numColumns] = transposeB ? [b.numColumns, b.numRows] : [b.numRows, b.numColumns];
  if (depth !== depthOfB) {
    throw new RangeError(
      `multiply: expected as many columns on the left as rows on the right, got ${numRows}×${depth} and ${depthOfB}×${numColumns}`,
    );
  }
  const result = matrix(numRows, numColumns);
  for (const columns of spans(numColumns, blockColumns)) {
    for (const depths of spans(depth, blockDepth)) {
      packRight(b, columns, depths, transposeB);
      for (const rows of spans(numRows, blockRows)) {
        packLeft(a, rows, depths, transposeA);
        if (depths.start === 0) clearProduct(rows, columns);
        else loadProduct(result, rows, columns);
        addPackedProduct(rows, columns, depths);
        storeProduct(result, rows, columns);
      }
    }
  }
  return result;
}
