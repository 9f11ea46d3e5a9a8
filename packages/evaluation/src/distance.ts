/** `sqeuclidean` is the square of the euclidean distance, `cosine` is 1 − the cosine of the angle; a row of zeros is 1 away from every other. */
export type Distance = 'euclidean' | 'sqeuclidean' | 'cosine';

/** @throws RangeError for a distance there is not */
export function checkDistance(caller: string, distance: Distance): void {
  if (!['euclidean', 'sqeuclidean', 'cosine'].includes(distance)) {
    throw new RangeError(`${caller}: expected distance euclidean, sqeuclidean or cosine, got ${distance}`);
  }
}
