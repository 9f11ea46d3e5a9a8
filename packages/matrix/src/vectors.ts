type Numbers = Float32Array | Float64Array;

/** The sum of `a[i] · b[i]`, in double precision, over all or the first `count` entries. */
export function dot<Vector extends Numbers>(a: Vector, b: Vector, count = a.length): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += a[i] * b[i];
  return sum;
}

/** The length of a vector. */
export const norm = (vector: Numbers): number => Math.sqrt(dot(vector, vector));

/** target += factor · source, over the length of `source`. */
export function addMultiple<Vector extends Numbers>(target: Vector, source: Vector, factor: number): void {
  for (let i = 0; i < source.length; i++) target[i] += factor * source[i];
}

/** The index of the first NaN or infinity; −1 if all numbers are finite. A plain loop, because whole data sets are checked. */
export function firstNotFinite(numbers: Numbers): number {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return i;
  return -1;
}
