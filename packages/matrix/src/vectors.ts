type Numbers = Float32Array | Float64Array;

/** The sum of `a[i] · b[i]`, in double precision, over all or the first `count` entries. */
export function dot<Vector extends Numbers>(a: Vector, b: Vector, count = a.length): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += a[i] * b[i];
  return sum;
}

/** The length of a vector. */
export const norm = (vector: Numbers): number => Math.sqrt(dot(vector, vector));

/** target += factor · source, over the entries of `source`. */
export function addMultiple<Vector extends Numbers>(target: Vector, source: Vector, factor: number): void {
  for (let i = 0; i < source.length; i++) target[i] += factor * source[i];
}
