// Kernels of the wasm engine that work in its own memory, in AssemblyScript (https://www.assemblyscript.org).
// `npm run build:kernels` compiles them into src/kernels/kernels.wasm.ts. Addresses are in bytes, lengths in numbers.
//
// A tail that does not fill a vector is computed with the same operations, so that a number does not depend on its position.

/**
 * One step of Adam with PyTorch's formula. The moments are updated in place; the weights are not.
 *
 * @param gain1 1 − beta1, rounded from double precision
 * @param gain2 1 − beta2
 * @param kept 1 − learning rate · weight decay
 * @param stepSize the learning rate over the bias correction of the first moment
 * @param rootCorrection one over the root of the bias correction of the second moment
 */
export function adam(
  weights: usize,
  gradient: usize,
  first: usize,
  second: usize,
  updated: usize,
  length: i32,
  beta1: f32,
  gain1: f32,
  beta2: f32,
  gain2: f32,
  kept: f32,
  stepSize: f32,
  rootCorrection: f32,
  epsilon: f32,
): void {
  const end = weights + ((<usize>length) << 2);
  const vectorEnd = weights + ((<usize>(length & ~3)) << 2);
  for (; weights < vectorEnd; weights += 16) {
    const g = v128.load(gradient);
    const m = f32x4.add(f32x4.mul(f32x4.splat(beta1), v128.load(first)), f32x4.mul(f32x4.splat(gain1), g));
    const v = f32x4.add(f32x4.mul(f32x4.splat(beta2), v128.load(second)), f32x4.mul(f32x4.mul(f32x4.splat(gain2), g), g));
    v128.store(first, m);
    v128.store(second, v);
    const root = f32x4.add(f32x4.mul(f32x4.sqrt(v), f32x4.splat(rootCorrection)), f32x4.splat(epsilon));
    const change = f32x4.div(f32x4.mul(f32x4.splat(stepSize), m), root);
    v128.store(updated, f32x4.sub(f32x4.mul(f32x4.splat(kept), v128.load(weights)), change));
    gradient += 16;
    first += 16;
    second += 16;
    updated += 16;
  }
  for (; weights < end; weights += 4) {
    const g = f32.load(gradient);
    const m = beta1 * f32.load(first) + gain1 * g;
    const v = beta2 * f32.load(second) + gain2 * g * g;
    f32.store(first, m);
    f32.store(second, v);
    f32.store(updated, kept * f32.load(weights) - (stepSize * m) / (sqrt<f32>(v) * rootCorrection + epsilon));
    gradient += 4;
    first += 4;
    second += 4;
    updated += 4;
  }
}

/** `dx` is `dy` where relu's output `y` is above 0, else 0. */
export function reluGradient(dy: usize, y: usize, dx: usize, length: i32): void {
  const end = dx + ((<usize>length) << 2);
  const vectorEnd = dx + ((<usize>(length & ~3)) << 2);
  for (; dx < vectorEnd; dx += 16) {
    v128.store(dx, v128.and(v128.load(dy), f32x4.gt(v128.load(y), f32x4.splat(0))));
    dy += 16;
    y += 16;
  }
  for (; dx < end; dx += 4) {
    f32.store(dx, f32.load(y) > 0 ? f32.load(dy) : 0);
    dy += 4;
    y += 4;
  }
}

/** The sum of each column of `x`, `[numRows, numColumns]`, times `scale`. Each adds its rows in order, in double precision. */
export function columnSums(x: usize, sums: usize, numRows: i32, numColumns: i32, scale: f64): void {
  const rowBytes = (<usize>numColumns) << 2;
  let column = 0;
  for (; column + 16 <= numColumns; column += 16) {
    sixteenColumnSums(x + ((<usize>column) << 2), sums + ((<usize>column) << 2), numRows, rowBytes, scale);
  }
  for (; column < numColumns; column++) {
    let total: f64 = 0;
    let from = x + ((<usize>column) << 2);
    for (let row = 0; row < numRows; row++) {
      total += <f64>f32.load(from);
      from += rowBytes;
    }
    f32.store(sums + ((<usize>column) << 2), <f32>(total * scale));
  }
}

/** Sixteen columns fill a cache line. */
function sixteenColumnSums(x: usize, sums: usize, numRows: i32, rowBytes: usize, scale: f64): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let s4 = f64x2.splat(0);
  let s5 = f64x2.splat(0);
  let s6 = f64x2.splat(0);
  let s7 = f64x2.splat(0);
  for (let row = 0; row < numRows; row++) {
    s0 = f64x2.add(s0, two(x));
    s1 = f64x2.add(s1, two(x + 8));
    s2 = f64x2.add(s2, two(x + 16));
    s3 = f64x2.add(s3, two(x + 24));
    s4 = f64x2.add(s4, two(x + 32));
    s5 = f64x2.add(s5, two(x + 40));
    s6 = f64x2.add(s6, two(x + 48));
    s7 = f64x2.add(s7, two(x + 56));
    x += rowBytes;
  }
  storeTwo(sums, s0, scale);
  storeTwo(sums + 8, s1, scale);
  storeTwo(sums + 16, s2, scale);
  storeTwo(sums + 24, s3, scale);
  storeTwo(sums + 32, s4, scale);
  storeTwo(sums + 40, s5, scale);
  storeTwo(sums + 48, s6, scale);
  storeTwo(sums + 56, s7, scale);
}

/** The sum of each row of `x`, `[numRows, rowLength]`, times `scale`. */
export function rowSums(x: usize, sums: usize, numRows: i32, rowLength: i32, scale: f64): void {
  for (let row = 0; row < numRows; row++) {
    f32.store(sums + ((<usize>row) << 2), <f32>(sum(x, rowLength) * scale));
    x += (<usize>rowLength) << 2;
  }
}

/** The sum of all numbers, in double precision: eight running sums of every eighth number. */
function sum(x: usize, length: i32): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  const end = x + ((<usize>length) << 2);
  for (const vectorEnd = x + ((<usize>(length & ~7)) << 2); x < vectorEnd; x += 32) {
    s0 = f64x2.add(s0, two(x));
    s1 = f64x2.add(s1, two(x + 8));
    s2 = f64x2.add(s2, two(x + 16));
    s3 = f64x2.add(s3, two(x + 24));
  }
  let total = sumOfLanes(s0, s1, s2, s3);
  for (; x < end; x += 4) total += <f64>f32.load(x);
  return total;
}

/** The sum of the squares of all numbers, in double precision. */
export function sumOfSquares(x: usize, length: i32): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  const end = x + ((<usize>length) << 2);
  for (const vectorEnd = x + ((<usize>(length & ~7)) << 2); x < vectorEnd; x += 32) {
    s0 = f64x2.add(s0, square(two(x)));
    s1 = f64x2.add(s1, square(two(x + 8)));
    s2 = f64x2.add(s2, square(two(x + 16)));
    s3 = f64x2.add(s3, square(two(x + 24)));
  }
  let total = sumOfLanes(s0, s1, s2, s3);
  for (; x < end; x += 4) {
    const value = <f64>f32.load(x);
    total += value * value;
  }
  return total;
}

/** Two numbers in double precision. */
function two(x: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(x));
}

function square(x: v128): v128 {
  return f64x2.mul(x, x);
}

/** Stores two numbers, scaled, in single precision. */
function storeTwo(to: usize, numbers: v128, scale: f64): void {
  v128.store64_lane(to, f32x4.demote_f64x2_zero(f64x2.mul(numbers, f64x2.splat(scale))), 0);
}

function sumOfLanes(s0: v128, s1: v128, s2: v128, s3: v128): f64 {
  const sums = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}
