import { matrix, type Matrix } from './matrix.ts';
import { productKernel } from './product-kernel.ts';

export interface MultiplyOptions {
  /** multiply by the transpose of `a` */
  readonly transposeA?: boolean;
  /** multiply by the transpose of `b` */
  readonly transposeB?: boolean;
}

// A block of A, `[blockRows, blockDepth]`, times one of B, `[blockDepth, blockColumns]`, at a time: what the kernel holds of them
// fits a level-2 cache, and its memory stays at 2 MB however large the matrices are.
const blockRows = 128;
const blockDepth = 256;
const blockColumns = 512;

/** The panel widths that the kernel was written for. */
const tileRows = 4;
const tileColumns = 8;

/** Where each block lies in the kernel's memory, in bytes; the first kilobyte is left alone. */
const staging = 1024;
const packedA = staging + 4 * blockDepth * blockColumns;
const packedB = packedA + 4 * blockRows * blockDepth;
const product = packedB + 4 * blockDepth * blockColumns;

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
  for (let column = 0; column < numColumns; column += blockColumns) {
    const columns = span(column, blockColumns, numColumns);
    for (let k = 0; k < depth; k += blockDepth) {
      const depths = span(k, blockDepth, depth);
      if (transposeB) packRows(b, columns, depths, packedB, tileColumns);
      else packColumns(b, depths, columns, packedB, tileColumns);
      for (let row = 0; row < numRows; row += blockRows) {
        const rows = span(row, blockRows, numRows);
        if (transposeA) packColumns(a, depths, rows, packedA, tileRows);
        else packRows(a, rows, depths, packedA, tileRows);
        addBlockProduct(result, rows, columns, depths);
      }
    }
  }
  return result;
}

/** A stretch of the rows or columns of a matrix. */
interface Span {
  readonly start: number;
  readonly length: number;
}

function span(start: number, blockLength: number, length: number): Span {
  return { start, length: Math.min(blockLength, length - start) };
}

const roundUp = (length: number, multiple: number) => Math.ceil(length / multiple) * multiple;

/** Packs a block as it lies: depth along its columns. Depth is padded with zeros to a multiple of 4 on both sides of a product. */
function packRows(source: Matrix, rows: Span, depths: Span, target: number, panelWidth: number): void {
  const [height, width] = [roundUp(rows.length, panelWidth), roundUp(depths.length, 4)];
  stage(source, rows, depths, height, width);
  productKernel().packRows(staging, target, height, width, panelWidth);
}

/** Packs a block whose depth lies along its rows. */
function packColumns(source: Matrix, depths: Span, columns: Span, target: number, panelWidth: number): void {
  const [height, width] = [roundUp(depths.length, 4), roundUp(columns.length, panelWidth)];
  stage(source, depths, columns, height, width);
  productKernel().packColumns(staging, target, height, width, panelWidth);
}

/** Copies a block of `source` into the kernel's memory, with zeros to the right and below up to `height × width`. */
function stage(source: Matrix, rows: Span, columns: Span, height: number, width: number): void {
  const block = kernelNumbers(staging, height * width);
  if (height > rows.length || width > columns.length) block.fill(0);
  copyBlock(source.data, source.numColumns, rows.start * source.numColumns + columns.start, block, width, 0, rows.length, columns.length);
}

/** Adds the product of the two packed blocks to its place in `result`. */
function addBlockProduct(result: Matrix, rows: Span, columns: Span, depths: Span): void {
  const [height, width] = [roundUp(rows.length, tileRows), roundUp(columns.length, tileColumns)];
  const block = kernelNumbers(product, height * width);
  const start = rows.start * result.numColumns + columns.start;
  if (depths.start === 0) block.fill(0);
  else copyBlock(result.data, result.numColumns, start, block, width, 0, rows.length, columns.length);
  productKernel().addProduct(packedA, packedB, product, height / tileRows, width / tileColumns, roundUp(depths.length, 4));
  copyBlock(block, width, 0, result.data, result.numColumns, start, rows.length, columns.length);
}

function kernelNumbers(address: number, length: number): Float32Array {
  return new Float32Array(productKernel().memory.buffer, address, length);
}

/** Copies `numRows` stretches of `numColumns` numbers from one row-major array to another; strides and starts are in numbers. */
function copyBlock(
  source: Float32Array,
  sourceStride: number,
  sourceStart: number,
  target: Float32Array,
  targetStride: number,
  targetStart: number,
  numRows: number,
  numColumns: number,
): void {
  if (sourceStride === numColumns && targetStride === numColumns) {
    target.set(source.subarray(sourceStart, sourceStart + numRows * numColumns), targetStart);
    return;
  }
  for (let i = 0; i < numRows; i++) {
    const start = sourceStart + i * sourceStride;
    target.set(source.subarray(start, start + numColumns), targetStart + i * targetStride);
  }
}
