// The inner part of `multiply` (src/multiply.ts), in AssemblyScript: https://www.assemblyscript.org.
// `npm run build:product` compiles it into src/product.wasm.ts. Addresses are in bytes, all other sizes in numbers.
//
// Blocks are packed as in K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication" (2008):
// a panel holds `panelWidth` rows of A (or columns of B), the numbers of one step of depth side by side.

/** Rows of A in a panel, and of a tile of C. */
const tileRows: i32 = 4;
/** Columns of B in a panel, and of a tile of C: two vectors of four. */
const tileColumns: i32 = 8;

/** Packs the columns of `source`, `[depth, width]`, into `target`, `[width / panelWidth, depth, panelWidth]`; panelWidth is 4 or 8. */
export function packColumns(source: usize, target: usize, depth: i32, width: i32, panelWidth: i32): void {
  for (let column: i32 = 0; column < width; column += panelWidth) {
    let from = source + ((<usize>column) << 2);
    for (let k: i32 = 0; k < depth; k++) {
      v128.store(target, v128.load(from));
      if (panelWidth == 8) v128.store(target, v128.load(from, 16), 16);
      from += (<usize>width) << 2;
      target += (<usize>panelWidth) << 2;
    }
  }
}

/** Packs the rows of `source`, `[numRows, depth]`, into `target`, `[numRows / panelWidth, depth, panelWidth]`; all sizes are multiples of 4. */
export function packRows(source: usize, target: usize, numRows: i32, depth: i32, panelWidth: i32): void {
  const stride: usize = (<usize>depth) << 2;
  for (let row: i32 = 0; row < numRows; row += panelWidth) {
    for (let offset: i32 = 0; offset < panelWidth; offset += 4) {
      transposeRows(source + <usize>(row + offset) * stride, target + ((<usize>offset) << 2), depth, panelWidth);
    }
    target += stride * <usize>panelWidth;
  }
}

/** Four rows of `source` become four neighbouring columns of a panel, four steps of depth at a time. */
function transposeRows(source: usize, target: usize, depth: i32, panelWidth: i32): void {
  const stride: usize = (<usize>depth) << 2;
  const step: usize = (<usize>panelWidth) << 2;
  const end = source + stride;
  for (; source < end; source += 16) {
    const r0 = v128.load(source);
    const r1 = v128.load(source + stride);
    const r2 = v128.load(source + stride * 2);
    const r3 = v128.load(source + stride * 3);
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
export function addProduct(a: usize, b: usize, c: usize, numRowPanels: i32, numColumnPanels: i32, depth: i32): void {
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

/** A tile of C, 4×8, stays in eight registers while the depth runs. */
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
 * For each row of `products`, `[numRows, width]`, the first column with the greatest product plus offset, if that is greater than
 * what `values` holds for the row: the value goes there, the column plus `firstColumn` into `columns`. Width is a multiple of 4.
 */
export function keepGreatest(
  products: usize,
  offsets: usize,
  numRows: i32,
  width: i32,
  values: usize,
  columns: usize,
  firstColumn: i32,
): void {
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

/** Of four values with their columns, the greatest, and of equal ones the first column. */
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
