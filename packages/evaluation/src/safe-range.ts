import type { AnyMatrix } from '@mmae/matrix';

/** Numbers within these bounds have squares, and sums of squares, that are ordinary doubles. */
const [smallest, largest] = [1e-100, 1e100];

/**
 * The same points where squares of their numbers are ordinary doubles; else divided by a power of two, so that the largest is about 1.
 * For measures that do not depend on the unit.
 */
export function inSafeRange(points: AnyMatrix): AnyMatrix {
  let most = 0;
  for (const value of points.data) most = Math.max(most, Math.abs(value));
  if (most === 0 || (most >= smallest && most <= largest)) return points;
  const half = 2 ** (Math.floor(Math.log2(most)) / 2); // 2 ** -1074 has no inverse: divided by twice
  return { ...points, data: Float64Array.from(points.data, (value) => value / half / half) };
}
