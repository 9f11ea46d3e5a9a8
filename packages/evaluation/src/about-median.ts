import type { AnyMatrix } from '@mmae/matrix';

/**
 * Points of double precision less the median of each column, so that sums and centroids keep the digits that tell them apart however far they are
 * from zero, and whatever a few of them hold (1e20 for no value); distances stay as they were. Points of single precision come back as they are:
 * sums over them are in double precision anyway.
 */
export function aboutMedian(points: AnyMatrix): AnyMatrix {
  const { numRows, numColumns, data } = points;
  if (data instanceof Float32Array) return points;
  const medians = Float64Array.from({ length: numColumns }, (_, column) => {
    const values = Float64Array.from({ length: numRows }, (_, row) => data[row * numColumns + column]);
    return values.sort()[numRows >> 1];
  });
  return { ...points, data: data.map((value, i) => value - medians[i % numColumns]) };
}
