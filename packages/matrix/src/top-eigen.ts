// The largest eigenpairs of a large symmetric matrix: a block Krylov space, grown by the residuals of the pairs that have not
// converged and restarted from the best vectors in it (block Davidson without preconditioner; Y. Saad, Numerical Methods for
// Large Eigenvalue Problems, 2nd ed., 2011, chapter 8).
import { concatRows, firstRows, matrix, row, selectRows, type Matrix } from './matrix.ts';
import { multiply } from './multiply.ts';
import { orthonormalRows } from './orthonormal-rows.ts';
import { seededRandom } from '@mmae/random';
import { checkSquare, symmetricEigen, withPositiveLargest, type Eigenpairs } from './symmetric-eigen.ts';
import { addMultiple, norm } from './vectors.ts';

export interface TopEigenOptions {
  /** of the random start vectors */
  readonly seed?: number;
  /** a pair has converged if |A·v − λ·v| is at most this fraction of the largest eigenvalue; single precision reaches about 1e-5 */
  readonly tolerance?: number;
}

/** Additional vectors, which speed up the convergence of the last requested ones. */
const numSpareVectors = 10;

/** The space is restarted when it would have more than this many times its initial number of vectors. */
const maxGrowth = 4;

const maxSteps = 200;

/**
 * The `numPairs` largest eigenpairs of a symmetric matrix. If more than about a quarter are requested, all are computed.
 *
 * @throws RangeError unless the matrix is square, finite and has `numPairs` pairs, or if they do not converge
 */
export function topEigen(source: Matrix, numPairs: number, { seed = 0, tolerance = 1e-4 }: TopEigenOptions = {}): Eigenpairs {
  checkSquare('topEigen', source);
  const size = source.numRows;
  if (!(Number.isInteger(numPairs) && numPairs >= 1 && numPairs <= size)) {
    throw new RangeError(`topEigen: expected from 1 to ${size} eigenpairs of a ${size}×${size} matrix, got ${numPairs}`);
  }
  const blockLength = numPairs + numSpareVectors;
  if (size <= maxGrowth * blockLength) return firstPairs(symmetricEigen(source), numPairs);
  let basis = orthonormalRows(randomRows(blockLength, size, seed));
  let images = multiply(basis, source);
  for (let step = 0; step < maxSteps; step++) {
    const pairs = symmetricEigen(multiply(basis, images, { transposeB: true }));
    const mixing = firstRows(pairs.vectors, blockLength);
    const best = { values: pairs.values, vectors: multiply(mixing, basis) };
    const bestImages = multiply(mixing, images);
    const residuals = residualsOf(best, bestImages);
    const open = unconverged(residuals, numPairs, tolerance * Math.abs(best.values[0]));
    if (open.length === 0) return firstPairs(best, numPairs);
    if (basis.numRows + open.length > maxGrowth * blockLength) [basis, images] = [best.vectors, bestImages];
    const fresh = orthonormalRows(selectRows(residuals, open), basis);
    [basis, images] = [concatRows([basis, fresh]), concatRows([images, multiply(fresh, source)])];
  }
  throw new RangeError(
    `topEigen: expected ${numPairs} pairs to converge to ${tolerance} in ${maxSteps} steps, they did not. Raise the tolerance.`,
  );
}

/** Rows of standard normal numbers. */
export function randomRows(numRows: number, numColumns: number, seed: number): Matrix {
  const random = seededRandom(seed);
  const rows = matrix(numRows, numColumns);
  for (let i = 0; i < rows.data.length; i++) rows.data[i] = random.normal();
  return rows;
}

/** A·v − λ·v for each vector and its image under A. */
function residualsOf({ values, vectors }: Eigenpairs, images: Matrix): Matrix {
  const residuals = matrix(images.numRows, images.numColumns, images.data.slice());
  for (let i = 0; i < vectors.numRows; i++) addMultiple(row(residuals, i), row(vectors, i), -values[i]);
  return residuals;
}

/** The indices of those of the first `numPairs` residuals that are longer than `limit`. */
function unconverged(residuals: Matrix, numPairs: number, limit: number): number[] {
  const lengths = Array.from({ length: numPairs }, (_, i) => norm(row(residuals, i)));
  return [...lengths.keys()].filter((i) => lengths[i] > limit);
}

function firstPairs({ values, vectors }: Eigenpairs, numPairs: number): Eigenpairs {
  const chosen = firstRows(vectors, numPairs);
  for (let i = 0; i < numPairs; i++) withPositiveLargest(row(chosen, i));
  return { values: values.slice(0, numPairs), vectors: chosen };
}
