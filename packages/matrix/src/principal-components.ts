// Principal components of a tall or wide matrix by a randomized range finder (N. Halko, P.-G. Martinsson and J. A. Tropp,
// "Finding structure with randomness", SIAM Review 53, 2011, algorithm 4.4), with as many powers as scikit-learn.
import { concatRows, firstRows, matrix, row, type Matrix } from './matrix.ts';
import { multiply } from './multiply.ts';
import { orthonormalRows } from './orthonormal-rows.ts';
import { columnMeans, covariance } from './statistics.ts';
import { symmetricEigen, withPositiveLargest } from './symmetric-eigen.ts';
import { randomRows } from './top-eigen.ts';

/** The directions of largest variance. */
export interface PrincipalComponents {
  /** the mean row; length `numColumns` */
  readonly mean: Float32Array;
  /** one direction per row, of length 1, with its largest entry positive; shape `[numComponents, numColumns]` */
  readonly components: Matrix;
  /** the variance along each direction, with denominator n − 1, in descending order; length `numComponents` */
  readonly variances: Float64Array;
}

/** Up to this many columns, the eigenvectors of the covariance are computed: exact, and no slower. */
const maxExactColumns = 512;

const numSpareDirections = 10;
const numPowers = 7;

/**
 * The first principal components: exact for up to 512 columns, randomized beyond.
 *
 * @param seed of the random start of the randomized method
 * @throws RangeError unless there are at least two rows and `1 ≤ numComponents ≤ min(numRows, numColumns)`
 */
export function principalComponents(source: Matrix, numComponents: number, seed = 0): PrincipalComponents {
  const limit = Math.min(source.numRows, source.numColumns);
  if (source.numRows < 2 || !(Number.isInteger(numComponents) && numComponents >= 1 && numComponents <= limit)) {
    throw new RangeError(
      `principalComponents: expected from 1 to ${limit} components of ${source.numRows} rows (2 at least) and ${source.numColumns} columns, got ${numComponents}`,
    );
  }
  const mean = Float32Array.from(columnMeans(source));
  const isExact = source.numColumns <= maxExactColumns;
  const { values, vectors } = isExact ? symmetricEigen(covariance(source)) : leadingDirections(source, mean, numComponents, seed);
  const components = firstRows(vectors, numComponents);
  for (let i = 0; i < numComponents; i++) withPositiveLargest(row(components, i));
  return { mean, components, variances: values.slice(0, numComponents).map((variance) => Math.max(variance, 0)) };
}

/** The coordinates of rows along principal components. @returns shape `[numRows, numComponents]` */
export function projectOnto({ mean, components }: PrincipalComponents, source: Matrix): Matrix {
  const offsets = multiply(matrix(1, mean.length, mean), components, { transposeB: true }).data;
  const coordinates = multiply(source, components, { transposeB: true });
  for (let i = 0; i < coordinates.numRows; i++) {
    const values = row(coordinates, i);
    for (let j = 0; j < values.length; j++) values[j] -= offsets[j];
  }
  return coordinates;
}

/** Approximate directions of largest variance and the variances along them, from powers of the covariance times random directions. */
function leadingDirections(source: Matrix, mean: Float32Array, numWanted: number, seed: number): { values: Float64Array; vectors: Matrix } {
  const numDirections = Math.min(numWanted + numSpareDirections, source.numColumns);
  let basis = orthonormalRows(randomRows(numDirections, source.numColumns, seed));
  for (let power = 0; power < numPowers; power++) basis = orthonormalRows(timesCovariance(basis, source, mean));
  // Data of lower rank give fewer directions than wanted: the rest is arbitrary.
  const missing = orthonormalRows(randomRows(Math.max(numWanted - basis.numRows, 0), source.numColumns, seed + 1), basis);
  basis = concatRows([basis, missing]);
  const inside = multiply(basis, timesCovariance(basis, source, mean), { transposeB: true });
  const { values, vectors } = symmetricEigen(inside);
  return { values, vectors: multiply(vectors, basis) };
}

/** rows · (X − 1·mean)ᵀ·(X − 1·mean) / (n − 1), without computing the covariance or a centred copy of X. */
function timesCovariance(rows: Matrix, source: Matrix, mean: Float32Array): Matrix {
  const scores = multiply(rows, source, { transposeB: true });
  const offsets = multiply(rows, matrix(mean.length, 1, mean)).data;
  const sums = offsets.map((offset, i) => centre(row(scores, i), offset));
  const images = multiply(scores, source);
  for (let i = 0; i < images.numRows; i++) {
    const image = row(images, i);
    for (let j = 0; j < image.length; j++) image[j] = (image[j] - sums[i] * mean[j]) / (source.numRows - 1);
  }
  return images;
}

/** Subtracts the offset from every score, in place. @returns the sum of the results */
function centre(scores: Float32Array, offset: number): number {
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] -= offset;
    sum += scores[i];
  }
  return sum;
}
