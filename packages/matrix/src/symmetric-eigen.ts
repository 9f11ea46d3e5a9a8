// All eigenpairs of a symmetric matrix: Householder's reduction to a tridiagonal one, then QL with implicit shifts
// (G. Golub and C. Van Loan, Matrix Computations, 4th ed., 8.3; H. Bowdler et al., tql2, Numerische Mathematik 11, 1968).
// All loops run along rows, in double precision.
import { matrix, type Matrix } from './matrix.ts';
import { addMultiple, dot, firstNotFinite } from './vectors.ts';

/** Eigenvalues in descending order, with their eigenvectors. */
export interface Eigenpairs {
  /** length `numPairs` */
  readonly values: Float64Array;
  /** one eigenvector per row, of length 1, with its largest entry positive; shape `[numPairs, size]` */
  readonly vectors: Matrix;
}

/**
 * All eigenpairs of a symmetric matrix, from its lower triangle, in `10 · size³` operations: for sizes up to about a thousand.
 *
 * @throws RangeError unless the matrix is square and finite
 */
export function symmetricEigen(source: Matrix): Eigenpairs {
  checkSquare('symmetricEigen', source);
  const size = source.numRows;
  const work = Float64Array.from(source.data);
  const { diagonal, offDiagonal } = reduceToTridiagonal(work, size);
  const rows = rotation(work, size);
  diagonalize(diagonal, offDiagonal, rows, size);
  return sorted(diagonal, rows, size);
}

/** @param caller named in errors. @throws RangeError unless the matrix is square and finite */
export function checkSquare(caller: string, { numRows, numColumns, data }: Matrix): void {
  if (numRows !== numColumns) throw new RangeError(`${caller}: expected as many rows as columns, got ${numRows}×${numColumns}`);
  const invalid = firstNotFinite(data);
  if (invalid >= 0) throw new RangeError(`${caller}: expected finite numbers, got ${data[invalid]} at index ${invalid}`);
}

/**
 * Reduces the lower triangle to a tridiagonal matrix by a reflection I − β·v·vᵀ for each row, last row first;
 * row i keeps its v, scaled to β = 1, in its entries before the diagonal.
 */
function reduceToTridiagonal(work: Float64Array, size: number): { diagonal: Float64Array; offDiagonal: Float64Array } {
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(size); // entry i couples i − 1 and i
  const product = new Float64Array(size);
  for (let last = size - 1; last >= 0; last--) {
    const v = work.subarray(last * size, last * size + last);
    diagonal[last] = work[last * size + last];
    if (last === 0) break;
    offDiagonal[last] = toReflection(v);
    multiplyTriangle(work, size, last, v, product);
    const half = dot(v, product, last) / 2;
    for (let i = 0; i < last; i++) product[i] -= half * v[i];
    subtractRankTwo(work, size, last, v, product);
  }
  return { diagonal, offDiagonal };
}

/** Replaces `x` by the v with (I − v·vᵀ)·x = (0, …, 0, alpha); v is zero if x already has this form. @returns alpha */
function toReflection(x: Float64Array): number {
  const last = x.length - 1;
  const scale = x.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const rest = scale && x.subarray(0, last).some((value) => value !== 0);
  if (!rest) {
    const alpha = x[last];
    x.fill(0);
    return alpha;
  }
  for (let i = 0; i <= last; i++) x[i] /= scale;
  const alpha = -Math.sign(x[last] || 1) * Math.sqrt(dot(x, x, last + 1));
  const norm = Math.sqrt(alpha * (alpha - x[last]));
  x[last] -= alpha;
  for (let i = 0; i <= last; i++) x[i] /= norm;
  return alpha * scale;
}

/** product = A·v for the symmetric A in the lower triangle of the leading `count` rows. */
function multiplyTriangle(work: Float64Array, size: number, count: number, v: Float64Array, product: Float64Array): void {
  product.fill(0, 0, count);
  for (let i = 0; i < count; i++) {
    const start = i * size;
    const vi = v[i];
    let sum = work[start + i] * vi;
    for (let j = 0; j < i; j++) {
      const entry = work[start + j];
      sum += entry * v[j];
      product[j] += entry * vi;
    }
    product[i] += sum;
  }
}

/** A −= v·wᵀ + w·vᵀ, in the lower triangle of the leading `count` rows. */
function subtractRankTwo(work: Float64Array, size: number, count: number, v: Float64Array, w: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const start = i * size;
    const vi = v[i];
    const wi = w[i];
    for (let j = 0; j <= i; j++) work[start + j] -= vi * w[j] + wi * v[j];
  }
}

/** The product of the reflections stored in `work`: the transpose of the rotation that made the matrix tridiagonal. */
function rotation(work: Float64Array, size: number): Float64Array {
  const rows = new Float64Array(size * size);
  const sums = new Float64Array(size);
  const leading = (i: number, count: number) => rows.subarray(i * size, i * size + count);
  for (let last = 0; last < size; last++) {
    rows[last * size + last] = 1;
    const v = work.subarray(last * size, last * size + last);
    // rows are Qᵀ of the leading part; each reflection comes from the right: R −= (R·v)·vᵀ
    for (let i = 0; i < last; i++) sums[i] = dot(leading(i, last), v);
    for (let i = 0; i < last; i++) addMultiple(leading(i, last), v, -sums[i]);
  }
  return rows;
}

/** QL with implicit shifts; the rotations that make the matrix diagonal are applied to `rows`. */
function diagonalize(diagonal: Float64Array, offDiagonal: Float64Array, rows: Float64Array, size: number): void {
  offDiagonal.copyWithin(0, 1); // from here on, entry i couples i and i + 1
  offDiagonal[size - 1] = 0;
  for (let first = 0; first < size; first++) {
    for (let end = blockEnd(diagonal, offDiagonal, first); end > first; end = blockEnd(diagonal, offDiagonal, first)) {
      sweep(diagonal, offDiagonal, rows, size, first, end);
    }
  }
}

/** The last index of the block that starts at `first`: the next coupling is below rounding errors. */
function blockEnd(diagonal: Float64Array, offDiagonal: Float64Array, first: number): number {
  let end = first;
  while (end < diagonal.length - 1) {
    const neighbours = Math.abs(diagonal[end]) + Math.abs(diagonal[end + 1]);
    if (Math.abs(offDiagonal[end]) <= Number.EPSILON * neighbours) break;
    end++;
  }
  return end;
}

/** One QL sweep over the block from `first` to `end`, with Wilkinson's shift. */
function sweep(d: Float64Array, e: Float64Array, rows: Float64Array, size: number, first: number, end: number): void {
  const slope = (d[first + 1] - d[first]) / (2 * e[first]);
  let bulge = d[end] - d[first] + e[first] / (slope + Math.sign(slope || 1) * Math.hypot(slope, 1));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let i = end - 1; i >= first; i--) {
    const [above, below] = [sine * e[i], cosine * e[i]];
    const length = Math.hypot(above, bulge);
    e[i + 1] = length;
    if (length === 0) {
      d[i + 1] -= shift;
      e[end] = 0;
      return;
    }
    sine = above / length;
    cosine = bulge / length;
    const corner = d[i + 1] - shift;
    const change = (d[i] - corner) * sine + 2 * cosine * below;
    shift = sine * change;
    d[i + 1] = corner + shift;
    bulge = cosine * change - below;
    rotate(rows, i * size, size, cosine, sine);
  }
  d[first] -= shift;
  e[first] = bulge;
  e[end] = 0;
}

/** Rotates the row that starts at `start` and the one after it. */
function rotate(rows: Float64Array, start: number, size: number, cosine: number, sine: number): void {
  const [upper, lower] = [rows.subarray(start, start + size), rows.subarray(start + size, start + 2 * size)];
  for (let k = 0; k < size; k++) {
    const above = upper[k];
    const below = lower[k];
    lower[k] = sine * above + cosine * below;
    upper[k] = cosine * above - sine * below;
  }
}

function sorted(values: Float64Array, rows: Float64Array, size: number): Eigenpairs {
  const order = Array.from(values.keys()).sort((i, j) => values[j] - values[i]);
  const vectors = matrix(size, size);
  order.forEach((from, to) => vectors.data.set(withPositiveLargest(rows.subarray(from * size, (from + 1) * size)), to * size));
  return { values: Float64Array.from(order, (i) => values[i]), vectors };
}

/** Changes the sign of a vector, in place, so that its entry of largest magnitude is positive. */
export function withPositiveLargest<Numbers extends Float32Array | Float64Array>(vector: Numbers): Numbers {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value;
  if (largest < 0) for (let i = 0; i < vector.length; i++) vector[i] = -vector[i];
  return vector;
}
