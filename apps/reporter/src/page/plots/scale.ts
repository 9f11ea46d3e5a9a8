/** Maps a value to a coordinate of a plot. */
export type Scale = (value: number) => number;

/** Linear from `[low, high]` in the data to `[start, end]` in the plot. If `low` equals `high`, every value maps to the middle. */
export function linearScale([low, high]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  if (low === high) return () => (start + end) / 2;
  return (value) => start + ((value - low) / (high - low)) * (end - start);
}

/** Minimum and maximum. @throws RangeError for no values */
export function extent(values: Iterable<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) throw new RangeError('extent: expected at least one value, got none');
  return [low, high];
}

/** About `count` round values within `[low, high]`, in steps of 1, 2 or 5 times a power of ten. */
export function ticks(low: number, high: number, count = 5): number[] {
  if (low === high) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough)!;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
