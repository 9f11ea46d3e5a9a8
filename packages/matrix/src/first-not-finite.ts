/** The place of the first number that is NaN or infinite; −1 where all are finite. By a plain loop: data sets go through it. */
export function firstNotFinite(numbers: Float32Array | Float64Array): number {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return i;
  return -1;
}
