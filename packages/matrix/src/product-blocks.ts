// Blocks of two matrices in the kernel's memory: copied in, packed, multiplied, copied out.
import type { Matrix } from './matrix.ts';
import { productKernel } from './product-kernel.ts';

// A block of A, `[blockRows, blockDepth]`, times one of B, `[blockDepth, blockColumns]`, at a time: what the kernel holds of them
// fits a level-2 cache, and its memory stays at 2 MB however large the matrices are.
export const blockRows = 128;
export const blockDepth = 256;
export const blockColumns = 512;

/** The panel widths that the kernel was written for. */
const tileRows = 4;
const tileColumns = 8;

/** Where each block lies in the kernel's memory, in bytes; the first kilobyte is left alone. */
const staging = 1024;
const packedA = staging + 4 * blockDepth * blockColumns;
const packedB = packedA + 4 * blockRows * blockDepth;
const product = packedB + 4 * blockDepth * blockColumns;
const offsets = product + 4 * blockRows * blockColumns;
const bestValues = offsets + 4 * blockColumns;
const bestColumns = bestValues + 4 * blockRows;

/** A stretch of the rows or columns of a matrix. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** The stretches of at most `blockLength` that make up `length`. */
export function spans(length: number, blockLength: number): Span[] {
  const starts = Array.from({ length: Math.ceil(length / blockLength) }, (_, i) => i * blockLength);
  return starts.map((start) => ({ start, length: Math.min(blockLength, length - start) }));
}

const roundUp = (length: number, multiple: number) => Math.ceil(length / multiple) * multiple;

/** Packs the block of A for `rows` and `depths`; a transposed A has its depth along its rows. */
export function packLeft(source: Matrix, rows: Span, depths: Span, transposed = false): void {
  if (transposed) packColumns(source, depths, rows, packedA, tileRows);
  else packRows(source, rows, depths, packedA, tileRows);
}

/** Packs the block of B for `columns` and `depths`; a transposed B has its depth along its columns. */
export function packRight(source: Matrix, columns: Span, depths: Span, transposed = false): void {
  if (transposed) packRows(source, columns, depths, packedB, tileColumns);
  else packColumns(source, depths, columns, packedB, tileColumns);
}

/** Makes the block of the product zero. */
export function clearProduct(rows: Span, columns: Span): void {
  numbersAt(product, roundUp(rows.length, tileRows) * roundUp(columns.length, tileColumns)).fill(0);
}

/** Copies the block of the product from its place in `result`. */
export function loadProduct(result: Matrix, rows: Span, columns: Span): void {
  copyBlock(placeIn(result, rows, columns), kernelBlock(product, roundUp(columns.length, tileColumns)), rows.length, columns.length);
}

/** Copies the block of the product to its place in `result`. */
export function storeProduct(result: Matrix, rows: Span, columns: Span): void {
  copyBlock(kernelBlock(product, roundUp(columns.length, tileColumns)), placeIn(result, rows, columns), rows.length, columns.length);
}

/** Adds the product of the two packed blocks to the block of the product. */
export function addPackedProduct(rows: Span, columns: Span, depths: Span): void {
  const [numRowPanels, numColumnPanels] = [Math.ceil(rows.length / tileRows), Math.ceil(columns.length / tileColumns)];
  productKernel().addProduct(packedA, packedB, product, numRowPanels, numColumnPanels, roundUp(depths.length, 4));
}

/** Forgets which columns were best; `keepBestColumns` then looks for the greatest product plus offset in each row. */
export function clearBestColumns(rows: Span): void {
  numbersAt(bestValues, rows.length).fill(-Infinity);
  numbersAt(bestColumns, rows.length).fill(0);
}

/** Compares the block of the product, with an offset for each of its columns, with the best columns so far. */
export function keepBestColumns(rows: Span, columns: Span, columnOffsets: Float32Array): void {
  const width = roundUp(columns.length, tileColumns);
  const block = numbersAt(offsets, width).fill(-Infinity);
  block.set(columnOffsets.subarray(columns.start, columns.start + columns.length));
  productKernel().keepGreatest(product, offsets, rows.length, width, bestValues, bestColumns, columns.start);
}

/** Copies the best column of each row to its place in `result`. */
export function storeBestColumns(result: Int32Array, rows: Span): void {
  result.set(new Int32Array(productKernel().memory.buffer, bestColumns, rows.length), rows.start);
}

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
  if (height > rows.length || width > columns.length) numbersAt(staging, height * width).fill(0);
  copyBlock(placeIn(source, rows, columns), kernelBlock(staging, width), rows.length, columns.length);
}

/** Where a block begins in an array, and how far apart its rows are, in numbers. */
interface Place {
  readonly data: Float32Array;
  readonly start: number;
  readonly stride: number;
}

const placeIn = ({ data, numColumns }: Matrix, rows: Span, columns: Span): Place => ({
  data,
  start: rows.start * numColumns + columns.start,
  stride: numColumns,
});

const kernelBlock = (address: number, stride: number): Place => ({
  data: new Float32Array(productKernel().memory.buffer),
  start: address / 4,
  stride,
});

const numbersAt = (address: number, length: number) => new Float32Array(productKernel().memory.buffer, address, length);

function copyBlock(source: Place, target: Place, numRows: number, numColumns: number): void {
  if (source.stride === numColumns && target.stride === numColumns) {
    target.data.set(source.data.subarray(source.start, source.start + numRows * numColumns), target.start);
    return;
  }
  for (let i = 0; i < numRows; i++) {
    const start = source.start + i * source.stride;
    target.data.set(source.data.subarray(start, start + numColumns), target.start + i * target.stride);
  }
}
