/** Maps a value to a place in a plot. */
export type Scale = (value: number) => number;

/** Straight from `[low, high]` of the data to `[start, end]` of the plot; data of one value lie in the middle. */
export function linearScale([low, high]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  if (low === high) return () => (start + end) / 2;
  return (value) => start + ((value - low) / (high - low)) * (end - start);
}

/** Least and greatest of the values. @throws RangeError where there are none */
export function extent(values: Iterable<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) throw new RangeError('extent: expected at least one value, got none');
  return [low, high];
}

/** Round values that span `[low, high]`, about `count` of them, in steps of 1, 2 or 5 times a power of ten. */
export function ticks(low: number, high: number, count = 5): number[] {
  if (low === high) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough)!;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
