import { multiply, rowSpan, type Matrix } from '@mmae/matrix';
import { squaredNorms } from './nearest-centre.ts';

const blockLength = 512;

/** Where the pair (i, j) stands among all pairs of `numPoints`: (0, 1), (0, 2), …, (1, 2), …; i and j differ. */
export function pairIndex(numPoints: number, i: number, j: number): number {
  return i < j ? i * numPoints - (i * (i + 3)) / 2 + j - 1 : j * numPoints - (j * (j + 3)) / 2 + i - 1;
}

/** The euclidean distances of all pairs, or their squares, by `pairIndex`, in the unit of the points. @returns length `n · (n − 1) / 2` */
export function pairDistances(points: Matrix, { squared }: { squared: boolean }): Float32Array {
  const numPoints = points.numRows;
  const norms = squaredNorms(points);
  const distances = new Float32Array((numPoints * (numPoints - 1)) / 2);
  for (let start = 0; start < numPoints; start += blockLength) {
    const block = rowSpan(points, start, Math.min(start + blockLength, numPoints));
    const later = rowSpan(points, start, numPoints);
    const products = multiply(block, later, { transposeB: true });
    for (let i = start; i < start + block.numRows; i++) {
      for (let j = i + 1; j < numPoints; j++) {
        const product = products.data[(i - start) * later.numRows + j - start];
        const distance = Math.max(norms[i] + norms[j] - 2 * product, 0); // rounding can take it below
        distances[pairIndex(numPoints, i, j)] = squared ? distance : Math.sqrt(distance);
      }
    }
  }
  return distances;
}
