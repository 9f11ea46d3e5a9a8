import { accuracy, agreementOver, ami, ari, differenceOf, intervalOf, meanOver, nmi, wilsonInterval } from '@mmae/evaluation';
import type { BootstrapOptions, QueryScore, Resampled, Statistic } from '@mmae/evaluation';
import type { Difference, Interval } from '@mmae/run-folder';
import { minReliableItems } from '../results.ts';
import type { Direction } from './cross-modal.ts';

/** Measures by key, each a function of drawn indices into `scored`, as the bootstrap needs them. */
export type Statistics = Readonly<Record<string, Statistic>>;

/** Agreement of labels and clusters. AMI is slow for many samples, so it is included on request. */
export const clusterStatistics = (labels: readonly string[], clusters: Int32Array, { withAmi = false } = {}): Statistics => ({
  nmi: agreementOver(nmi, labels, clusters),
  ari: agreementOver(ari, labels, clusters),
  accuracy: agreementOver(accuracy, labels, clusters),
  ...(withAmi && { ami: agreementOver(ami, labels, clusters) }),
});

/** Share of drawn samples whose prediction is their label. */
export const shareCorrect = (labels: readonly string[], predicted: ArrayLike<string | number>): Statistic =>
  meanOver(labels.map((label, index) => (predicted[index] === label ? 1 : 0)));

/** Retrieval measures: the mean over directions of the mean over the queries that were drawn. */
export function retrievalStatistics(directions: readonly Direction[]): Statistics {
  if (directions.length === 0) return {};
  return {
    map: meanOfDirections(directions, ({ averagePrecision }) => averagePrecision),
    recallAt1: meanOfDirections(directions, ({ hitAt1 }) => hitAt1),
  };
}

/** Instance recall: the mean over directions of the share of the queries drawn that find their partner. */
export function instanceStatistics(directions: readonly Direction[]): Statistics {
  if (directions.length === 0) return {};
  return {
    instanceRecallAt1: meanOfDirections(directions, ({ hitAt1 }) => hitAt1),
    instanceRecallAt5: meanOfDirections(directions, ({ hitAt5 }) => hitAt5),
    instanceRecallAt10: meanOfDirections(directions, ({ hitAt10 }) => hitAt10),
  };
}

function meanOfDirections(directions: readonly Direction[], value: (score: QueryScore) => number): Statistic {
  const valuesOf = directions.map((direction) => valueByIndex(direction, value));
  return (indices) => {
    const means = valuesOf.map((values) => meanOfPresent(indices, values)).filter((mean) => !Number.isNaN(mean));
    return means.reduce((sum, mean) => sum + mean / means.length, 0);
  };
}

/** Values by index into `scored`; NaN for a sample that is not a query in this direction. */
function valueByIndex({ queries }: Direction, value: (score: QueryScore) => number): Float64Array {
  const values = new Float64Array(1 + queries.reduce((last, { query }) => Math.max(last, query), 0)).fill(NaN);
  for (const score of queries) values[score.query] = value(score);
  return values;
}

function meanOfPresent(indices: Uint32Array, values: Float64Array): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < indices.length; i++) {
    const value = indices[i] < values.length ? values[indices[i]] : NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}

/** Options of the bootstrap, the same for every method of a run. */
export type DrawOptions = BootstrapOptions & { readonly numResamples: number };

/** A bootstrap over fewer groups than this is meaningless. */
const minGroups = 20;

/** The leakage groups that a bootstrap draws as a whole; undefined where there are too few, and each sample is drawn by itself. */
export const drawnGroups = <Group extends string | number>(groups: readonly Group[]): readonly Group[] | undefined =>
  new Set(groups).size < minGroups ? undefined : groups;

/** Options for a bootstrap over some of the scored samples. @param indices into `scored` */
export function withGroups({ groups, ...draws }: DrawOptions, indices: ArrayLike<number>): DrawOptions {
  const own = drawnGroups(Array.from(indices, (index) => groups?.[index] ?? index));
  return { ...draws, groups: groups && own };
}

/** Statistics over the same draws, by the key of the measure. */
export type Drawn = Readonly<Record<string, Resampled>>;

/**
 * The 95 % interval of each statistic, within its range. A bootstrap over few items is too optimistic: if all of three are correct, they are in
 * every draw. Below 50 items an interval is therefore at least as wide as Wilson's of a share of as many.
 *
 * @param range of the statistics, except those that chance correction makes negative
 */
export const intervalsOf = (drawn: Drawn, numItems: number, range: Interval = [0, 1]): Record<string, Interval> =>
  Object.fromEntries(
    Object.entries(drawn).map(([key, statistic]) => {
      const { estimate, low, high } = intervalOf(statistic);
      const [min, max] = chanceCorrected.includes(key) ? [-1, 1] : range;
      const wide = numItems < minReliableItems ? wilsonWithin(range, estimate, numItems) : [estimate, estimate];
      return [key, [Math.max(min, Math.min(low, wide[0])), Math.min(max, Math.max(high, wide[1]))] as const];
    }),
  );

/** Measures that are 0 for chance, and negative below it. */
const chanceCorrected = ['ari', 'ami'];

/** Wilson's interval of an estimate, taken as a share of a range. */
function wilsonWithin([min, max]: Interval, estimate: number, numItems: number): Interval {
  const width = max - min;
  const { low, high } = wilsonInterval(Math.min(1, Math.max(0, (estimate - min) / width)), numItems);
  return [Math.min(estimate, min + width * low), Math.max(estimate, min + width * high)];
}

/** Differences `first − second` of the statistics that both have. */
export function differencesOf(first: Drawn, second: Drawn): Record<string, Difference> {
  const shared = Object.entries(first).filter(([key]) => key in second);
  return Object.fromEntries(
    shared.map(([key, statistic]) => {
      const { estimate, low, high, pValue } = differenceOf(statistic, second[key]);
      return [key, { value: estimate, interval: [low, high] as const, pValue }];
    }),
  );
}
