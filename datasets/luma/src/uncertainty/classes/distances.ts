import { multiply, row, type Matrix } from '@mmae/matrix';

/** Euclidean distances of every row to every other. @returns shape `[rows of a][rows of b]` */
export function distances(a: Matrix, b: Matrix): Float32Array[] {
  const products = multiply(a, b, { transposeB: true });
  const [ofA, ofB] = [squares(a), squares(b)];
  return Array.from(ofA, (square, i) => row(products, i).map((product, j) => Math.sqrt(Math.max(0, square + ofB[j] - 2 * product))));
}

const squares = (points: Matrix): Float32Array =>
  Float32Array.from({ length: points.numRows }, (_, i) => row(points, i).reduce((sum, value) => sum + value * value, 0));
