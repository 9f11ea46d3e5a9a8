// The inner part of `multiply` and `bestMatches` (src/batch.ts), in AssemblyScript (https://www.assemblyscript.org).
// `npm run build:product` compiles it into src/product.wasm.ts. Addresses are in bytes, all other sizes in numbers.
//
// Blocks are packed as in K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication" (2008):
// a panel holds `panelWidth` rows of A (or columns of B), the numbers of one depth step next to each other.
//
// A batch, which is some rows of A times a packed block of B, is computed in blocks of rows. Every thread has an instance of this module over the
// same memory and takes a block when it is free. The caller stages the blocks and then computes what is left, so that nothing waits for a sleeping
// thread. The result of a block does not depend on the thread that computes it.

/** Rows of A in a panel, and of a tile of C. */
const tileRows: i32 = 4;
/** Columns of B in a panel, and of a tile of C: two vectors of four. */
const tileColumns: i32 = 8;

/** Maximum block sizes: the parts of A and B that a thread works on fit into a level-2 cache. */
export const blockRows: i32 = 128;
export const blockDepth: i32 = 256;
export const blockColumns: i32 = 512;

/** Maximum number of rows of a batch, and of numbers in staged A, packed B and the product. */
export const batchRows: i32 = 4096;
export const stagedNumbers: i32 = 1 << 20;
export const packedNumbers: i32 = blockDepth * blockColumns;
export const productNumbers: i32 = 1 << 19;
export const maxThreads: i32 = 4;

// Blocks are counted from the start of the process, so that a late thread can distinguish an old batch from a new one. Each counter has its own
// cache line.
export const numStaged: usize = 64;
const numTaken: usize = 128;
export const numDone: usize = 192;

/** The memory layout. */
export const offsets: usize = 1024;
export const bestValues: usize = offsets + <usize>(blockColumns << 2);
export const bestColumns: usize = bestValues + <usize>(batchRows << 2);
const packedA: usize = bestColumns + <usize>(batchRows << 2);
export const packedB: usize = packedA + <usize>((maxThreads * blockRows * blockDepth) << 2);
export const staging: usize = packedB + <usize>(packedNumbers << 2);
export const product: usize = staging + <usize>(stagedNumbers << 2);

/** The arguments of `startBatch`, as 32-bit numbers. */
const batch: usize = 256;

/**
 * Starts a batch: `numRows` rows of A times the packed block of B, `[depth, width]`, in blocks of `rowsPerBlock`, all multiples of 4. B is packed
 * in consecutive slices of `blockDepth`. A is staged as `[numRows, depth]`, or `[depth, numRows]` if it is transposed. The product is added to the
 * previous one unless `isFirst`. With `isCompared` the best columns are updated from it; the first column of the block is `firstColumn`.
 */
export function startBatch(
  numRows: i32,
  rowsPerBlock: i32,
  depth: i32,
  width: i32,
  isTransposed: bool,
  isFirst: bool,
  isCompared: bool,
  firstColumn: i32,
): void {
  store<i32>(batch, numRows);
  store<i32>(batch, rowsPerBlock, 4);
  store<i32>(batch, depth, 8);
  store<i32>(batch, width, 12);
  store<i32>(batch, isTransposed, 16);
  store<i32>(batch, isFirst, 20);
  store<i32>(batch, isCompared, 24);
  store<i32>(batch, firstColumn, 28);
  store<i32>(batch, atomic.load<i32>(numStaged), 32);
}

/** Releases the next `numBlocks` of the batch, which are staged, to the threads. @param wakesThreads whether sleeping threads are woken */
export function releaseBlocks(numBlocks: i32, wakesThreads: bool): void {
  atomic.add<i32>(numStaged, numBlocks);
  if (wakesThreads) atomic.notify(numStaged, -1);
}

/**
 * Computes staged blocks until all are taken. Waiting is left to the caller, because baseline code that waits loses its local variables in Node 20.
 */
export function takeBlocks(thread: i32): void {
  let taken = atomic.load<i32>(numTaken);
  while (taken != atomic.load<i32>(numStaged)) {
    const seen = atomic.cmpxchg<i32>(numTaken, taken, taken + 1);
    if (seen == taken) {
      multiplyBlock(taken - load<i32>(batch, 32), thread);
      atomic.add<i32>(numDone, 1);
      atomic.notify(numDone, 1);
      taken = atomic.load<i32>(numTaken);
    } else taken = seen;
  }
}

function multiplyBlock(block: i32, thread: i32): void {
  const rowsPerBlock = load<i32>(batch, 4);
  const depth = load<i32>(batch, 8);
  const width = load<i32>(batch, 12);
  const firstRow = block * rowsPerBlock;
  const numRows = min(rowsPerBlock, load<i32>(batch) - firstRow);
  const packed = packedA + ((<usize>(thread * blockRows * blockDepth)) << 2);
  const c = product + ((<usize>(firstRow * width)) << 2);
  if (load<i32>(batch, 20)) memory.fill(c, 0, (<usize>(numRows * width)) << 2);
  for (let k: i32 = 0; k < depth; k += blockDepth) {
    const slice = min(blockDepth, depth - k);
    packSlice(firstRow, numRows, k, slice, packed);
    addProduct(packed, packedB + ((<usize>(k * width)) << 2), c, numRows / tileRows, width / tileColumns, slice);
  }
  const row = (<usize>firstRow) << 2;
  if (load<i32>(batch, 24)) keepGreatest(c, numRows, width, bestValues + row, bestColumns + row, load<i32>(batch, 28));
}

/** Packs a slice of the staged rows of A. */
function packSlice(firstRow: i32, numRows: i32, k: i32, slice: i32, packed: usize): void {
  const batchHeight = load<i32>(batch);
  const depth = load<i32>(batch, 8);
  if (load<i32>(batch, 16)) {
    packColumns(staging + ((<usize>(k * batchHeight + firstRow)) << 2), packed, slice, numRows, batchHeight, tileRows);
  } else packRows(staging + ((<usize>(firstRow * depth + k)) << 2), packed, numRows, slice, depth, tileRows);
}

/**
 * Packs `width` columns of `source`, `[depth, stride]`, into `target`, `[width / panelWidth, depth, panelWidth]`; depth is a multiple of 4,
 * panelWidth 4 or 8.
 */
export function packColumns(source: usize, target: usize, depth: i32, width: i32, stride: i32, panelWidth: i32): void {
  const rowBytes = (<usize>stride) << 2;
  const stepBytes = (<usize>panelWidth) << 2;
  const panelBytes = stepBytes * <usize>depth;
  for (let k: i32 = 0; k < depth; k += 4) {
    let to = target;
    for (let from = source, end = source + ((<usize>width) << 2); from < end; from += stepBytes) {
      for (let offset: usize = 0; offset < stepBytes; offset += 16) {
        v128.store(to + offset, v128.load(from + offset));
        v128.store(to + stepBytes + offset, v128.load(from + rowBytes + offset));
        v128.store(to + stepBytes * 2 + offset, v128.load(from + rowBytes * 2 + offset));
        v128.store(to + stepBytes * 3 + offset, v128.load(from + rowBytes * 3 + offset));
      }
      to += panelBytes;
    }
    source += rowBytes * 4;
    target += stepBytes * 4;
  }
}

/**
 * Packs `depth` columns of the rows of `source`, `[numRows, stride]`, into `target`, `[numRows / panelWidth, depth, panelWidth]`; all sizes are
 * multiples of 4.
 */
export function packRows(source: usize, target: usize, numRows: i32, depth: i32, stride: i32, panelWidth: i32): void {
  const rowBytes = (<usize>stride) << 2;
  for (let row: i32 = 0; row < numRows; row += panelWidth) {
    for (let offset: i32 = 0; offset < panelWidth; offset += 4) {
      transposeRows(source + <usize>(row + offset) * rowBytes, target + ((<usize>offset) << 2), depth, rowBytes, panelWidth);
    }
    target += (<usize>(depth * panelWidth)) << 2;
  }
}

/** Four rows of `source` become four adjacent columns of a panel, four depth steps at a time. */
function transposeRows(source: usize, target: usize, depth: i32, rowBytes: usize, panelWidth: i32): void {
  const step: usize = (<usize>panelWidth) << 2;
  const end = source + ((<usize>depth) << 2);
  for (; source < end; source += 16) {
    const r0 = v128.load(source);
    const r1 = v128.load(source + rowBytes);
    const r2 = v128.load(source + rowBytes * 2);
    const r3 = v128.load(source + rowBytes * 3);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(target, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(target + step, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    v128.store(target + step * 2, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    v128.store(target + step * 3, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
    target += step << 2;
  }
}

/** C += A·B for packed A and B; C is row-major, `[numRowPanels · 4, numColumnPanels · 8]`. */
function addProduct(a: usize, b: usize, c: usize, numRowPanels: i32, numColumnPanels: i32, depth: i32): void {
  const rowBytes: usize = (<usize>(numColumnPanels * tileColumns)) << 2;
  for (let j: i32 = 0; j < numColumnPanels; j++) {
    let aPanel = a;
    let tile = c + ((<usize>(j * tileColumns)) << 2);
    for (let i: i32 = 0; i < numRowPanels; i++) {
      addTile(aPanel, b, tile, rowBytes, depth);
      aPanel += (<usize>(depth * tileRows)) << 2;
      tile += rowBytes * tileRows;
    }
    b += (<usize>(depth * tileColumns)) << 2;
  }
}

/** A 4×8 tile of C stays in eight registers during the loop over the depth. */
function addTile(a: usize, b: usize, c: usize, rowBytes: usize, depth: i32): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  for (const end = a + ((<usize>(depth * tileRows)) << 2); a < end; a += 16) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(a0, b0));
    c01 = f32x4.add(c01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(a1, b0));
    c11 = f32x4.add(c11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(a2, b0));
    c21 = f32x4.add(c21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(a3, b0));
    c31 = f32x4.add(c31, f32x4.mul(a3, b1));
    b += 32;
  }
  addRow(c, c00, c01);
  addRow(c + rowBytes, c10, c11);
  addRow(c + rowBytes * 2, c20, c21);
  addRow(c + rowBytes * 3, c30, c31);
}

/**
 * For each row of `products`, `[numRows, width]`, finds the first column with the largest product plus offset. If this exceeds the entry of the row in
 * `values`, it replaces it, and the column plus `firstColumn` goes into `columns`. `width` is a multiple of 4.
 */
function keepGreatest(products: usize, numRows: i32, width: i32, values: usize, columns: usize, firstColumn: i32): void {
  for (let i: i32 = 0; i < numRows; i++) {
    let best = f32x4.splat(-Infinity);
    let at = i32x4.splat(0);
    let current = i32x4(0, 1, 2, 3);
    for (let j: i32 = 0; j < width; j += 4) {
      const value = f32x4.add(v128.load(products), v128.load(offsets + ((<usize>j) << 2)));
      const isGreater = f32x4.gt(value, best);
      best = v128.bitselect(value, best, isGreater);
      at = v128.bitselect(current, at, isGreater);
      current = i32x4.add(current, i32x4.splat(4));
      products += 16;
    }
    keepGreatestLane(best, at, values + ((<usize>i) << 2), columns + ((<usize>i) << 2), firstColumn);
  }
}

/** The largest of four values, with its column; of equal ones, the first column. */
function keepGreatestLane(best: v128, at: v128, values: usize, columns: usize, firstColumn: i32): void {
  let value = f32x4.extract_lane(best, 0);
  let column = i32x4.extract_lane(at, 0);
  for (let lane: i32 = 1; lane < 4; lane++) {
    best = v128.shuffle<f32>(best, best, 1, 2, 3, 0);
    at = v128.shuffle<f32>(at, at, 1, 2, 3, 0);
    const other = f32x4.extract_lane(best, 0);
    const otherColumn = i32x4.extract_lane(at, 0);
    if (other > value || (other == value && otherColumn < column)) {
      value = other;
      column = otherColumn;
    }
  }
  if (value > f32.load(values)) {
    f32.store(values, value);
    i32.store(columns, column + firstColumn);
  }
}

function addRow(c: usize, left: v128, right: v128): void {
  v128.store(c, f32x4.add(v128.load(c), left));
  v128.store(c, f32x4.add(v128.load(c, 16), right), 16);
}
