// The batches of a product: rows of A and columns of B are copied into the memory of the kernel, packed and multiplied; the result is copied out.
import type { Matrix } from './matrix.ts';
import { productKernel } from './product-kernel.ts';

/** The panel widths of the kernel. */
const tileRows = 4;
const tileColumns = 8;

/** The minimum number of blocks in a batch, which threads share. */
const minBlocks = 4;

/** Threads are woken for a batch of this many multiplications (0.3 ms), and started after this many in a process (0.04 s). */
const minToWake = 8e6;
const minToStart = 1e9;

/** Two matrices to multiply: A `[numRows, depth]` and B `[depth, numColumns]`, either of which may be stored as its transpose. */
export interface Operands {
  readonly a: Matrix;
  readonly b: Matrix;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly numRows: number;
  readonly depth: number;
  readonly numColumns: number;
}

/** A range of rows or columns. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** Ranges of at most `maxLength` that cover `length`; one empty range for 0. */
export function spans(length: number, maxLength: number): Span[] {
  const starts = Array.from({ length: Math.max(1, Math.ceil(length / maxLength)) }, (_, i) => i * maxLength);
  return starts.map((start) => ({ start, length: Math.min(maxLength, length - start) }));
}

/** The row ranges of the batches. */
export function rowSpans(operands: Operands): Span[] {
  const { blockRows, batchRows, stagedNumbers, productNumbers } = productKernel();
  const maxRows = Math.min(
    batchRows.value,
    stagedNumbers.value / roundUp(Math.min(operands.depth, batchDepth(operands)), 4),
    productNumbers.value / blockWidth(operands),
  );
  return spans(operands.numRows, maxRows - (maxRows % blockRows.value));
}

/** The maximum depth of a batch, limited by the memory for packed B and staged A. */
function batchDepth(operands: Operands): number {
  const { blockRows, blockDepth, packedNumbers, stagedNumbers } = productKernel();
  const maxDepth = Math.min(packedNumbers.value / blockWidth(operands), stagedNumbers.value / blockRows.value);
  return maxDepth - (maxDepth % blockDepth.value);
}

/** The number of columns of a full block of B. */
const blockWidth = ({ numColumns }: Operands) =>
  roundUp(Math.max(1, Math.min(numColumns, productKernel().blockColumns.value)), tileColumns);

/** The column ranges of the blocks of B. */
export const columnSpans = ({ numColumns }: Operands): Span[] => spans(numColumns, productKernel().blockColumns.value);

/**
 * Multiplies rows of A by a block of columns of B. The product stays in the memory of the kernel.
 *
 * @param isCompared whether to update the best columns
 */
export function multiplyBatch(operands: Operands, rows: Span, columns: Span, isCompared = false): void {
  const kernel = productKernel();
  const [height, width] = [roundUp(rows.length, tileRows), roundUp(columns.length, tileColumns)];
  const rowsPerBlock = Math.min(kernel.blockRows.value, roundUp(Math.ceil(height / minBlocks), tileRows));
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

/** Counts multiplications, and starts the threads once there were enough. */
function isWorthWaking(multiplications: number): boolean {
  const wereStarted = numMultiplications >= minToStart;
  numMultiplications += multiplications;
  if (!wereStarted && numMultiplications >= minToStart) productKernel().startThreads();
  return multiplications >= minToWake;
}

/** Copies the product into `result`. */
export function storeProduct(result: Matrix, rows: Span, columns: Span): void {
  const block = kernelBlock(productKernel().product.value, roundUp(columns.length, tileColumns));
  copyBlock(block, blockIn(result, rows, columns), rows.length, columns.length);
}

/** Resets the best columns. */
export function clearBestColumns(rows: Span): void {
  const { bestValues, bestColumns, numbers, integers } = productKernel();
  numbers.fill(-Infinity, bestValues.value / 4, bestValues.value / 4 + roundUp(rows.length, tileRows));
  integers.fill(0, bestColumns.value / 4, bestColumns.value / 4 + roundUp(rows.length, tileRows));
}

/** Sets the offsets that are added to each column of the block before it is compared; padding gets −∞. */
export function setOffsets(values: Float32Array, columns: Span): void {
  const { numbers, offsets } = productKernel();
  const start = offsets.value / 4;
  numbers.fill(-Infinity, start + columns.length, start + roundUp(columns.length, tileColumns));
  numbers.set(values.subarray(columns.start, columns.start + columns.length), start);
}

/** Copies the best column of each row into `result`. */
export function storeBestColumns(result: Int32Array, rows: Span): void {
  const { integers, bestColumns } = productKernel();
  const start = bestColumns.value / 4;
  result.set(integers.subarray(start, start + rows.length), rows.start);
}

/** Packs a block of B, one slice of the depth at a time. The depth is padded with zeros to a multiple of 4 in A and B. */
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

/** Stages the rows of A block by block, so that threads can start with the first while the next are copied. */
function stageByBlocks(a: Matrix, rows: Span, depths: Span, rowsPerBlock: number, wakesThreads: boolean): void {
  const depth = roundUp(depths.length, 4);
  for (const { start, length } of rows.length > 0 ? spans(rows.length, rowsPerBlock) : []) {
    stage(a, { start: rows.start + start, length }, depths, roundUp(length, tileRows), depth, start * depth);
    productKernel().releaseBlocks(1, wakesThreads);
  }
}

/** Stages the rows of a transposed A, all of which every block needs. */
function stageAtOnce(a: Matrix, rows: Span, depths: Span, rowsPerBlock: number, wakesThreads: boolean): void {
  stage(a, depths, rows, roundUp(depths.length, 4), roundUp(rows.length, tileRows));
  productKernel().releaseBlocks(Math.ceil(rows.length / rowsPerBlock), wakesThreads);
}

/** Copies a block of `source` into the staging area after `offset` numbers, padded with zeros to `height × width`. */
function stage(source: Matrix, rows: Span, columns: Span, height: number, width: number, offset = 0): void {
  const block = kernelBlock(productKernel().staging.value + 4 * offset, width);
  if (height > rows.length || width > columns.length) block.data.fill(0, block.start, block.start + height * width);
  copyBlock(blockIn(source, rows, columns), block, rows.length, columns.length);
}

const roundUp = (length: number, multiple: number) => Math.ceil(length / multiple) * multiple;

/** A block in an array: its first index and the distance between its rows, in numbers. */
interface BlockView {
  readonly data: Float32Array;
  readonly start: number;
  readonly stride: number;
}

const blockIn = ({ data, numColumns }: Matrix, rows: Span, columns: Span): BlockView => ({
  data,
  start: rows.start * numColumns + columns.start,
  stride: numColumns,
});

const kernelBlock = (address: number, stride: number): BlockView => ({ data: productKernel().numbers, start: address / 4, stride });

function copyBlock(source: BlockView, target: BlockView, numRows: number, numColumns: number): void {
  if (source.stride === numColumns && target.stride === numColumns) {
    target.data.set(source.data.subarray(source.start, source.start + numRows * numColumns), target.start);
    return;
  }
  for (let i = 0; i < numRows; i++) {
    const start = source.start + i * source.stride;
    target.data.set(source.data.subarray(start, start + numColumns), target.start + i * target.stride);
  }
}
