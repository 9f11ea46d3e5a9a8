/** How far each sample is, on average, from its own cluster and from the nearest other one. */
export interface Nearness {
  /** mean distance to the other samples of its cluster; NaN for a cluster of one; length numSamples */
  readonly own: Float64Array;
  /** the least mean distance to the samples of another cluster; length numSamples */
  readonly other: Float64Array;
}

export function emptyNearness(numSamples: number): Nearness {
  return { own: new Float64Array(numSamples), other: new Float64Array(numSamples).fill(Infinity) };
}
