import { firstNotFinite, type AnyMatrix } from '@mmae/matrix';

/** @throws RangeError in the name of `caller`, unless all numbers are finite and there are from 1 to `numPoints` clusters */
export function checkPoints(caller: string, { numRows, numColumns, data }: AnyMatrix, numClusters = 1): void {
  if (!(Number.isInteger(numClusters) && numClusters >= 1 && numClusters <= numRows)) {
    throw new RangeError(`${caller}: expected from 1 to ${numRows} clusters of ${numRows} points, got ${numClusters}`);
  }
  const invalid = firstNotFinite(data);
  if (invalid >= 0) {
    throw new RangeError(`${caller}: expected finite numbers, got ${data[invalid]} in row ${Math.floor(invalid / numColumns)}`);
  }
}
