import { matrix, type Matrix } from '@mmae/matrix';
import { centroid } from './centroids.ts';

/**
 * Scaling that gives every column of `train` mean 0 and variance 1, and a last column of ones for an intercept; a column that does not vary
 * in train is only centred.
 *
 * @returns a function of points, `[numRows, dim]` → `[numRows, dim + 1]`
 */
export function standardisation(train: Matrix): (points: Matrix) => Matrix {
  const mean = centroid(
    train,
    Uint32Array.from({ length: train.numRows }, (_, i) => i),
  );
  const deviation = deviations(train, mean);
  const width = train.numColumns + 1;
  return ({ numRows, numColumns, data }) => {
    const scaled = matrix(numRows, width);
    for (let i = 0; i < numRows; i++) {
      for (let j = 0; j < numColumns; j++) scaled.data[i * width + j] = (data[i * numColumns + j] - mean[j]) / (deviation[j] || 1);
      scaled.data[i * width + numColumns] = 1;
    }
    return scaled;
  };
}

/** The standard deviation of each column about `mean`. */
function deviations({ numRows, numColumns, data }: Matrix, mean: Float64Array): Float64Array {
  const sums = new Float64Array(numColumns);
  for (let i = 0; i < data.length; i++) sums[i % numColumns] += (data[i] - mean[i % numColumns]) ** 2;
  return sums.map((sum) => Math.sqrt(sum / numRows));
}
