// Batches of a product: rows of A and columns of B copied into the kernel's memory, packed, multiplied, copied out.
import type { Matrix } from './matrix.ts';
import { productKernel } from './product-kernel.ts';

/** The panel widths that the kernel was written for. */
const tileRows = 4;
const tileColumns = 8;

/** Blocks that a batch has at least, so that threads share it. */
const numShares = 4;

/** Multiplications in a batch below which no thread is woken for it, and in a process after which threads are started: 0.3 ms, and 0.04 s. */
const worthWaking = 8e6;
const worthStarting = 1e9;

/** Two matrices to multiply, A of `[numRows, depth]` by B of `[depth, numColumns]`; a transposed one is there as its transpose. */
export interface Operands {
  readonly a: Matrix;
  readonly b: Matrix;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly numRows: number;
  readonly depth: number;
  readonly numColumns: number;
}

/** A stretch of the rows or columns of a matrix. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** The stretches of at most `maxLength` that make up `length`; an empty one for 0. */
export function spans(length: number, maxLength: number): Span[] {
  const starts = Array.from({ length: Math.max(1, Math.ceil(length / maxLength)) }, (_, i) => i * maxLength);
  return starts.map((start) => ({ start, length: Math.min(maxLength, length - start) }));
}

/** The rows of A, a batch at a time. */
export function rowSpans(operands: Operands): Span[] {
  const { blockRows, batchRows, stagedNumbers, productNumbers } = productKernel();
  const fitting = Math.min(
    batchRows.value,
    stagedNumbers.value / roundUp(Math.min(operands.depth, batchDepth(operands)), 4),
    productNumbers.value / blockWidth(operands),
  );
  return spans(operands.numRows, fitting - (fitting % blockRows.value));
}

/** How deep a batch may be: as B is packed and A staged in few pieces. */
function batchDepth(operands: Operands): number {
  const { blockRows, blockDepth, packedNumbers, stagedNumbers } = productKernel();
  const fitting = Math.min(packedNumbers.value / blockWidth(operands), stagedNumbers.value / blockRows.value);
  return fitting - (fitting % blockDepth.value);
}

/** Columns of a full block of B. */
const blockWidth = ({ numColumns }: Operands) =>
  roundUp(Math.max(1, Math.min(numColumns, productKernel().blockColumns.value)), tileColumns);

/** The columns of B, a block at a time. */
export const columnSpans = ({ numColumns }: Operands): Span[] => spans(numColumns, productKernel().blockColumns.value);

/**
 * Multiplies some rows of A by a block of columns of B, which leaves the product in the kernel's memory.
 *
 * @param isCompared the best columns so far are kept
 */
export function multiplyBatch(operands: Operands, rows: Span, columns: Span, isCompared = false): void {
  const kernel = productKernel();
  const [height, width] = [roundUp(rows.length, tileRows), roundUp(columns.length, tileColumns)];
  const rowsPerBlock = Math.min(kernel.blockRows.value, roundUp(Math.ceil(height / numShares), tileRows));
  const depthSpans = spans(operands.depth, batchDepth(operands));
  for (const depths of depthSpans) {
    const isPacked = rows.start > 0 && columns.length === operands.numColumns && depthSpans.length === 1;
    if (!isPacked) packRight(operands, columns, depths);
    const isLast = depths === depthSpans.at(-1);
    kernel.startBatch(
      height,
      rowsPerBlock,
      roundUp(depths.length, 4),
      width,
      operands.transposeA,
      depths.start === 0,
      isCompared && isLast,
      columns.start,
    );
    const wakesThreads = isWorthWaking(height * width * depths.length);
    if (operands.transposeA) stageAtOnce(operands.a, rows, depths, rowsPerBlock, wakesThreads);
    else stageByBlocks(operands.a, rows, depths, rowsPerBlock, wakesThreads);
    kernel.finishBatch();
  }
}

let numMultiplications = 0;

/** Counts what is multiplied, and starts the threads when it was enough. */
function isWorthWaking(multiplications: number): boolean {
  const wereStarted = numMultiplications >= worthStarting;
  numMultiplications += multiplications;
  if (!wereStarted && numMultiplications >= worthStarting) productKernel().startThreads();
  return multiplications >= worthWaking;
}

/** Copies the product to its place in `result`. */
export function storeProduct(result: Matrix, rows: Span, columns: Span): void {
  const place = kernelPlace(productKernel().product.value, roundUp(columns.length, tileColumns));
  copyBlock(place, placeIn(result, rows, columns), rows.length, columns.length);
}

/** Forgets which columns were best: the next to be compared, with an offset for each column, are the first. */
export function clearBestColumns(rows: Span): void {
  const { bestValues, bestColumns, numbers, integers } = productKernel();
  numbers.fill(-Infinity, bestValues.value / 4, bestValues.value / 4 + roundUp(rows.length, tileRows));
  integers.fill(0, bestColumns.value / 4, bestColumns.value / 4 + roundUp(rows.length, tileRows));
}

/** What is added to each column of the block before it is compared; nothing is greater than −∞. */
export function setOffsets(values: Float32Array, columns: Span): void {
  const { numbers, offsets } = productKernel();
  const start = offsets.value / 4;
  numbers.fill(-Infinity, start + columns.length, start + roundUp(columns.length, tileColumns));
  numbers.set(values.subarray(columns.start, columns.start + columns.length), start);
}

/** Copies the best column of each row to its place in `result`. */
export function storeBestColumns(result: Int32Array, rows: Span): void {
  const { integers, bestColumns } = productKernel();
  const start = bestColumns.value / 4;
  result.set(integers.subarray(start, start + rows.length), rows.start);
}

/** Packs a block of B, a slice of depth after the other. Depth is padded with zeros to a multiple of 4 on both sides of a product. */
function packRight({ b, transposeB }: Operands, columns: Span, depths: Span): void {
  const { blockDepth, staging, packedB, packRows, packColumns } = productKernel();
  const width = roundUp(columns.length, tileColumns);
  for (const { start, length } of spans(depths.length, blockDepth.value)) {
    const slice = { start: depths.start + start, length };
    const depth = roundUp(length, 4);
    const target = packedB.value + 4 * start * width;
    if (transposeB) {
      stage(b, columns, slice, width, depth);
      packRows(staging.value, target, width, depth, depth, tileColumns);
    } else {
      stage(b, slice, columns, depth, width);
      packColumns(staging.value, target, depth, width, width, tileColumns);
    }
  }
}

/** Stages the rows of A a block at a time: threads take the first while the next are copied. */
function stageByBlocks(a: Matrix, rows: Span, depths: Span, rowsPerBlock: number, wakesThreads: boolean): void {
  const depth = roundUp(depths.length, 4);
  for (const { start, length } of rows.length > 0 ? spans(rows.length, rowsPerBlock) : []) {
    stage(a, { start: rows.start + start, length }, depths, roundUp(length, tileRows), depth, start * depth);
    productKernel().releaseBlocks(1, wakesThreads);
  }
}

/** Stages the transpose of the rows of A, of which every block needs all. */
function stageAtOnce(a: Matrix, rows: Span, depths: Span, rowsPerBlock: number, wakesThreads: boolean): void {
  stage(a, depths, rows, roundUp(depths.length, 4), roundUp(rows.length, tileRows));
  productKernel().releaseBlocks(Math.ceil(rows.length / rowsPerBlock), wakesThreads);
}

/** Copies a block of `source` to where `offset` numbers are staged before it, with zeros to the right and below up to `height × width`. */
function stage(source: Matrix, rows: Span, columns: Span, height: number, width: number, offset = 0): void {
  const place = kernelPlace(productKernel().staging.value + 4 * offset, width);
  if (height > rows.length || width > columns.length) place.data.fill(0, place.start, place.start + height * width);
  copyBlock(placeIn(source, rows, columns), place, rows.length, columns.length);
}

const roundUp = (length: number, multiple: number) => Math.ceil(length / multiple) * multiple;

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

const kernelPlace = (address: number, stride: number): Place => ({ data: productKernel().numbers, start: address / 4, stride });

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
