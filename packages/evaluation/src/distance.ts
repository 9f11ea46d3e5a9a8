import { matrix, row, type Matrix } from '@mmae/matrix';

/** `sqeuclidean` is the square of the euclidean distance, `cosine` is 1 − the cosine of the angle; a row of zeros is 1 away from every other. */
export type Distance = 'euclidean' | 'sqeuclidean' | 'cosine';

/** @throws RangeError for a distance there is not */
export function checkDistance(caller: string, distance: Distance): void {
  if (!['euclidean', 'sqeuclidean', 'cosine'].includes(distance)) {
    throw new RangeError(`${caller}: expected distance euclidean, sqeuclidean or cosine, got ${distance}`);
  }
}

/** Every row scaled to length 1; rows of zeros stay zeros. @returns shape as `points` */
export function unitRows(points: Matrix): Matrix {
  const unit = matrix(points.numRows, points.numColumns);
  for (let i = 0; i < points.numRows; i++) {
    const source = row(points, i);
    const length = norm(source);
    if (length > 0) row(unit, i).set(source.map((value) => value / length));
  }
  return unit;
}

/** The length of a vector, in double precision. */
export function norm(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}
