/** Places below `count` at even steps, `most` at the most: for what is quadratic in them. */
export function evenPlaces(count: number, most: number): Uint32Array {
  const step = Math.ceil(count / most);
  return Uint32Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}
