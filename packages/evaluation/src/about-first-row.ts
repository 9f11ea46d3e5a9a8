import type { AnyMatrix } from '@mmae/matrix';

/**
 * Points of double precision less their first row, so that sums and centroids keep the digits that tell them apart however far they are from
 * zero; distances stay as they were. Points of single precision come back as they are: sums over them are in double precision anyway.
 */
export function aboutFirstRow(points: AnyMatrix): AnyMatrix {
  const { numColumns, data } = points;
  if (data instanceof Float32Array) return points;
  return { ...points, data: data.map((value, i) => value - data[i % numColumns]) };
}
