/** One timed execution of one side. */
export interface Round {
  readonly seconds: number;
  /** peak memory of the process in bytes; null if the system does not report it */
  readonly peakBytes: number | null;
}

/** All rounds of one side. */
export interface SideSummary {
  readonly seconds: readonly number[];
  readonly median: number;
  readonly peakBytes: number | null;
}

/** Our time divided by the peer's, round by round. */
export interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The middle value, or the mean of the two middle ones. @throws RangeError for no values */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('median: expected at least one value, got none');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function summary(rounds: readonly Round[]): SideSummary {
  const seconds = rounds.map((round) => round.seconds);
  const peaks = rounds.map(({ peakBytes }) => peakBytes).filter((bytes) => bytes !== null);
  return { seconds, median: median(seconds), peakBytes: peaks.length > 0 ? Math.max(...peaks) : null };
}

/** Each of our rounds divided by the peer's adjacent round, so that a slow moment of the machine affects both. */
export function ratio(ours: readonly Round[], peer: readonly Round[]): Ratio {
  const ratios = ours.map(({ seconds }, i) => seconds / peer[i].seconds);
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
