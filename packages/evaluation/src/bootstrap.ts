import { seededRandom, type Random } from '@mmae/matrix';
import { toPartition, type Labels } from './labels.ts';
import type { PartitionMeasure } from './agreement.ts';

/** A number that some rows of the data give; a row may come twice. */
export type Statistic = (rows: Uint32Array) => number;

export interface BootstrapOptions {
  readonly seed: number;
  /** default 1000 */
  readonly numResamples?: number;
  /** share of resamples that the interval holds; default 0.95 */
  readonly level?: number;
  /** rows that belong together (takes of one recording, say) are drawn together; without it, each by itself */
  readonly groups?: Labels;
}

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface PairedInterval extends Interval {
  /** two-sided: how often a difference this large would come about if there were none */
  readonly pValue: number;
}

/**
 * A bootstrap interval of a statistic (Efron 1979): quantiles over data drawn anew from the rows, about the estimate.
 *
 * The quantiles are moved by the mean of the resamples less the estimate: rows that come twice agree with themselves, which lifts NMI in every
 * resample. For a mean, nothing is moved.
 *
 * @param numSamples rows in the data
 * @throws RangeError for less than two rows or groups, or options out of range
 */
export function bootstrapInterval(numSamples: number, statistic: Statistic, options: BootstrapOptions): Interval {
  const { estimate, deviations } = resample('bootstrapInterval', numSamples, statistic, options);
  return intervalOf(estimate, deviations, options.level);
}

/**
 * The difference `first − second` of two statistics over the same rows, drawn together, so that what is hard for both does not count.
 *
 * The p-value is the share of resamples that deviate from their mean by as much as the difference (Hall & Wilson 1991), itself counted.
 *
 * @throws RangeError for less than two rows or groups, or options out of range
 */
export function pairedBootstrap(numSamples: number, first: Statistic, second: Statistic, options: BootstrapOptions): PairedInterval {
  const difference: Statistic = (rows) => first(rows) - second(rows);
  const { estimate, deviations } = resample('pairedBootstrap', numSamples, difference, options);
  const asLarge = deviations.filter((deviation) => Math.abs(deviation) >= Math.abs(estimate)).length;
  return { ...intervalOf(estimate, deviations, options.level), pValue: (asLarge + 1) / (deviations.length + 1) };
}

/** The mean of a value a row: an accuracy, an average precision, a silhouette. */
export function meanOver(values: ArrayLike<number>): Statistic {
  return (rows) => rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
}

/** A measure of the agreement of labels and clusters: `agreementOver(ari, labels, clusters)`. */
export function agreementOver(measure: PartitionMeasure, labels: Labels, clusters: Labels): Statistic {
  const first = toPartition('agreementOver', labels).codes;
  const second = toPartition('agreementOver', clusters).codes;
  return (rows) => measure(pick(first, rows), pick(second, rows));
}

const pick = (codes: Uint32Array, rows: Uint32Array) => rows.map((row) => codes[row]);

/** The statistic of the data, and how far that of each resample is from the mean of all, in rising order. */
function resample(caller: string, numSamples: number, statistic: Statistic, options: BootstrapOptions) {
  const { seed, numResamples = 1000, level = 0.95, groups } = options;
  if (!Number.isInteger(numResamples) || numResamples < 1)
    throw new RangeError(`${caller}: expected numResamples of 1 or more, got ${numResamples}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`${caller}: expected 0 < level < 1, got ${level}`);
  const draw = drawing(caller, numSamples, groups, seededRandom(seed));
  const values = Float64Array.from({ length: numResamples }, () => statistic(draw()));
  const mean = values.reduce((sum, value) => sum + value, 0) / numResamples;
  return {
    estimate: statistic(Uint32Array.from({ length: numSamples }, (_, i) => i)),
    deviations: values.map((value) => value - mean).sort(),
  };
}

/** What draws as many rows as there are, or as many groups of them, each from all. */
function drawing(caller: string, numSamples: number, groups: Labels | undefined, random: Random): () => Uint32Array {
  const units = groups && groupedRows(caller, numSamples, groups);
  const numUnits = units ? units.length : numSamples;
  if (numUnits < 2) throw new RangeError(`${caller}: expected two rows or groups or more to draw from, got ${numUnits}`);
  return () => {
    const drawn = new Uint32Array(numUnits);
    for (let i = 0; i < numUnits; i++) drawn[i] = random.integer(numUnits);
    return units ? Uint32Array.from([...drawn].flatMap((unit) => units[unit])) : drawn;
  };
}

function groupedRows(caller: string, numSamples: number, groups: Labels): number[][] {
  if (groups.length !== numSamples)
    throw new RangeError(`${caller}: expected a group for each of ${numSamples} rows, got ${groups.length}`);
  const { codes, names } = toPartition(caller, groups);
  const rows: number[][] = names.map(() => []);
  codes.forEach((group, row) => rows[group].push(row));
  return rows;
}

function intervalOf(estimate: number, deviations: Float64Array, level = 0.95): Interval {
  return { estimate, low: estimate + quantile(deviations, (1 - level) / 2), high: estimate + quantile(deviations, (1 + level) / 2) };
}

/** The value below which a share of the sorted values lies, linear between two of them. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return below + (position - Math.floor(position)) * (above - below);
}
