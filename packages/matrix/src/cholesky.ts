import { matrix, type Matrix } from './matrix.ts';
import { checkSquare } from './symmetric-eigen.ts';
import { addMultiple, dot } from './vectors.ts';

/**
 * The inverse of the Cholesky factor: for a positive definite A = L·Lᵀ, the lower triangular W = L⁻¹ with W·A·Wᵀ = I.
 * Only the lower triangle of A is read. Computed in double precision.
 *
 * @returns the shape of A
 * @throws RangeError unless the matrix is square, finite and positive definite
 */
export function inverseCholesky(source: Matrix): Matrix {
  checkSquare('inverseCholesky', source);
  const size = source.numRows;
  const rows = factorRows(Float64Array.from(source.data), size);
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const target = inverse.subarray(i * size, i * size + i + 1);
    target[i] = 1;
    for (let k = 0; k < i; k++) addMultiple(target, inverse.subarray(k * size, k * size + k + 1), -rows[i][k]);
    for (let j = 0; j <= i; j++) target[j] /= rows[i][i];
  }
  return matrix(size, size, Float32Array.from(inverse));
}

/** Replaces the rows of A, up to the diagonal, by those of L, in place. */
function factorRows(work: Float64Array, size: number): Float64Array[] {
  const rows = Array.from({ length: size }, (_, i) => work.subarray(i * size, i * size + i + 1));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) rows[i][j] = (rows[i][j] - dot(rows[i], rows[j], j)) / rows[j][j];
    const pivot = rows[i][i] - dot(rows[i], rows[i], i);
    if (!(pivot > 0)) {
      throw new RangeError(`inverseCholesky: expected a positive definite matrix, got pivot ${pivot} at row ${i}. Add to its diagonal.`);
    }
    rows[i][i] = Math.sqrt(pivot);
  }
  return rows;
}
