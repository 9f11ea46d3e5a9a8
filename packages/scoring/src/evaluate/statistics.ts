import { accuracy, agreementOver, ami, ari, differenceOf, intervalOf, meanOver, nmi, wilsonInterval } from '@mmae/evaluation';
import type { QueryScore, Resampled, Statistic } from '@mmae/evaluation';
import type { Difference, Interval } from '@mmae/run-folder';
import { minReliableItems } from '../results.ts';
import type { Direction } from './retrieval-scores.ts';

/** Measures as functions of drawn places in `scored`, by the measure's key: what the bootstrap needs. */
export type Statistics = Readonly<Record<string, Statistic>>;

/** Places in `scored` → agreement of their labels and clusters. */
export const clusterStatistics = (labels: readonly string[], clusters: Int32Array, { withAmi = false } = {}): Statistics => ({
  nmi: agreementOver(nmi, labels, clusters),
  ari: agreementOver(ari, labels, clusters),
  accuracy: agreementOver(accuracy, labels, clusters),
  ...(withAmi && { ami: agreementOver(ami, labels, clusters) }), // costly where there are many
});

/** Share of the drawn places at which a prediction is right. */
export const shareRight = (labels: readonly string[], predicted: ArrayLike<string | number>): Statistic =>
  meanOver(labels.map((label, place) => (predicted[place] === label ? 1 : 0)));

/** Retrieval over all directions: the mean of each one's mean over the askers that were drawn. */
export function retrievalStatistics(directions: readonly Direction[]): Statistics {
  if (directions.length === 0) return {};
  return {
    map: meanOfDirections(directions, ({ averagePrecision }) => averagePrecision),
    recallAt1: meanOfDirections(directions, ({ hitAt1 }) => hitAt1),
  };
}

/** Statistics over the same draws, by the measure's key. */
export type Drawn = Readonly<Record<string, Resampled>>;

/**
 * The interval of each statistic, within the values that it can have. Of few items a bootstrap says too little: three that are all right are so in
 * every draw. Below fifty, an interval is at least as wide as Wilson's of a share of as many items.
 *
 * @param range of the statistics, from the least to the greatest value
 */
export const intervalsOf = (drawn: Drawn, numItems: number, range: Interval = [0, 1]): Record<string, Interval> =>
  mapValues(drawn, (statistic, key) => {
    const { estimate, low, high } = intervalOf(statistic);
    const [least, greatest] = belowChance.includes(key) ? [-1, 1] : range;
    const wide = numItems < minReliableItems ? wilsonIn(range, estimate, numItems) : [estimate, estimate];
    return [Math.max(least, Math.min(low, wide[0])), Math.min(greatest, Math.max(high, wide[1]))] as const;
  });

/** Measures that are 0 for chance, and less for worse. */
const belowChance = ['ari', 'ami'];

/** Wilson's interval of an estimate as a share of a range. */
function wilsonIn([least, greatest]: Interval, estimate: number, numItems: number): Interval {
  const width = greatest - least;
  const { low, high } = wilsonInterval(Math.min(1, Math.max(0, (estimate - least) / width)), numItems);
  return [Math.min(estimate, least + width * low), Math.max(estimate, least + width * high)];
}

/** What the first has over the second, for each statistic of both. */
export function differencesOf(first: Drawn, second: Drawn): Record<string, Difference> {
  const shared = Object.fromEntries(Object.entries(first).filter(([key]) => key in second));
  return mapValues(shared, (statistic, key) => {
    const { estimate, low, high, pValue } = differenceOf(statistic, second[key]);
    return { value: estimate, interval: [low, high] as const, pValue };
  });
}

function meanOfDirections(directions: readonly Direction[], value: (score: QueryScore) => number): Statistic {
  const valuesOf = directions.map((direction) => valueByPlace(direction, value));
  return (places) => {
    const means = valuesOf.map((values) => meanWhereGiven(places, values)).filter((mean) => !Number.isNaN(mean));
    return means.reduce((sum, mean) => sum + mean / means.length, 0);
  };
}

/** NaN at a place that does not ask in this direction. */
function valueByPlace({ queries }: Direction, value: (score: QueryScore) => number): Float64Array {
  const values = new Float64Array(1 + queries.reduce((last, { query }) => Math.max(last, query), 0)).fill(NaN);
  for (const score of queries) values[score.query] = value(score);
  return values;
}

function meanWhereGiven(places: Uint32Array, values: Float64Array): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < places.length; i++) {
    const value = places[i] < values.length ? values[places[i]] : NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}

/** The same keys with other values. */
export const mapValues = <T, U>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
