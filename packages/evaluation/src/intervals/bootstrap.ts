import { seededRandom, type Random } from '@mmae/random';
import { toPartition, type Labels } from '../labels.ts';
import type { PartitionMeasure } from '../agreement/agreement.ts';

/** A number computed from some rows of the data; a row may occur more than once. */
export type Statistic = (rows: Uint32Array) => number;

export interface BootstrapOptions {
  readonly seed: number;
  /** default 1000 */
  readonly numResamples?: number;
  /** share of resamples within the interval; default 0.95 */
  readonly level?: number;
  /** group of each row: rows of one group, such as takes of one recording, are drawn together; by default each row is drawn by itself */
  readonly groups?: Labels;
}

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface PairedInterval extends Interval {
  /** two-sided: the probability of a difference at least this large if there were none */
  readonly pValue: number;
}

/** A statistic of the data and of its resamples. */
export interface Resampled {
  /** of the data */
  readonly estimate: number;
  /** of each resample; statistics resampled in one call share the resamples and their order */
  readonly values: Float64Array;
}

/**
 * Statistics of bootstrap resamples (Efron 1979), all of the same draws, so that {@link differenceOf} may pair any two.
 *
 * @param numSamples number of rows in the data
 * @throws RangeError for fewer than two rows or groups, or options out of range
 */
export function resampled(
  numSamples: number,
  statistics: Readonly<Record<string, Statistic>>,
  options: Omit<BootstrapOptions, 'level'>,
): Record<string, Resampled> {
  return drawStatistics('resampled', numSamples, statistics, options);
}

/**
 * A bootstrap interval: quantiles of the resamples, centred on the estimate.
 *
 * The quantiles are shifted by the bias of the resamples: repeated rows agree with themselves, which raises NMI in every resample. The bias of a
 * mean is 0.
 *
 * @param level share of resamples within the interval
 */
export function intervalOf({ estimate, values }: Resampled, level = 0.95): Interval {
  const deviations = deviationsOf(values);
  return { estimate, low: estimate + quantile(deviations, (1 - level) / 2), high: estimate + quantile(deviations, (1 + level) / 2) };
}

/**
 * The difference `first − second` of two statistics over the same draws, so that variation common to both cancels.
 *
 * The p-value is the share of resamples that deviate from their mean by at least the difference (Hall & Wilson 1991), the data included.
 */
export function differenceOf(first: Resampled, second: Resampled, level = 0.95): PairedInterval {
  const estimate = first.estimate - second.estimate;
  const values = first.values.map((value, i) => value - second.values[i]);
  const asLarge = deviationsOf(values).filter((deviation) => Math.abs(deviation) >= Math.abs(estimate)).length;
  return { ...intervalOf({ estimate, values }, level), pValue: (asLarge + 1) / (values.length + 1) };
}

/** The bootstrap interval of one statistic. @throws RangeError as {@link resampled} does */
export function bootstrapInterval(numSamples: number, statistic: Statistic, options: BootstrapOptions): Interval {
  return intervalOf(drawStatistics('bootstrapInterval', numSamples, { statistic }, options).statistic, options.level);
}

/** The difference of two statistics over the same rows. @throws RangeError as {@link resampled} does */
export function pairedBootstrap(numSamples: number, first: Statistic, second: Statistic, options: BootstrapOptions): PairedInterval {
  const drawn = drawStatistics('pairedBootstrap', numSamples, { first, second }, options);
  return differenceOf(drawn.first, drawn.second, options.level);
}

/** Mean of one value per row, such as an accuracy, an average precision or a silhouette. */
export function meanOver(values: ArrayLike<number>): Statistic {
  return (rows) => {
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += values[rows[i]];
    return sum / rows.length;
  };
}

/** Agreement of labels and clusters as a statistic: `agreementOver(ari, labels, clusters)`. */
export function agreementOver(measure: PartitionMeasure, labels: Labels, clusters: Labels): Statistic {
  const first = toPartition('agreementOver', labels).codes;
  const second = toPartition('agreementOver', clusters).codes;
  return (rows) => measure(pick(first, rows), pick(second, rows));
}

function pick(codes: Uint32Array, rows: Uint32Array): Uint32Array {
  const picked = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = codes[rows[i]];
  return picked;
}

function drawStatistics(
  caller: string,
  numSamples: number,
  statistics: Readonly<Record<string, Statistic>>,
  { seed, numResamples = 1000, level = 0.95, groups }: BootstrapOptions,
): Record<string, Resampled> {
  if (!Number.isInteger(numResamples) || numResamples < 1)
    throw new RangeError(`${caller}: expected numResamples of 1 or more, got ${numResamples}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`${caller}: expected 0 < level < 1, got ${level}`);
  const draw = drawsOf(caller, numSamples, groups, seededRandom(seed));
  const all = Uint32Array.from({ length: numSamples }, (_, i) => i);
  const drawn = Object.entries(statistics).map(([key, statistic]) => {
    return { key, statistic, estimate: statistic(all), values: new Float64Array(numResamples) };
  });
  for (let i = 0; i < numResamples; i++) {
    const rows = draw();
    for (const { statistic, values } of drawn) values[i] = statistic(rows);
  }
  return Object.fromEntries(drawn.map(({ key, estimate, values }) => [key, { estimate, values }]));
}

/** Deviation of each value from the mean, in ascending order. */
function deviationsOf(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean).sort();
}

/** A function that draws as many rows, or groups of rows, as there are, with replacement. */
function drawsOf(caller: string, numSamples: number, groups: Labels | undefined, random: Random): () => Uint32Array {
  const units = groups && groupedRows(caller, numSamples, groups);
  const numUnits = units ? units.length : numSamples;
  if (numUnits < 2) throw new RangeError(`${caller}: expected at least two rows or groups to draw from, got ${numUnits}`);
  return () => {
    const drawn = new Uint32Array(numUnits);
    for (let i = 0; i < numUnits; i++) drawn[i] = random.integer(numUnits);
    return units ? rowsOf(units, drawn) : drawn;
  };
}

/** Concatenates the rows of the drawn groups. */
function rowsOf(groups: readonly Uint32Array[], drawn: Uint32Array): Uint32Array {
  const rows = new Uint32Array(drawn.reduce((sum, group) => sum + groups[group].length, 0));
  let end = 0;
  for (const group of drawn) {
    rows.set(groups[group], end);
    end += groups[group].length;
  }
  return rows;
}

function groupedRows(caller: string, numSamples: number, groups: Labels): Uint32Array[] {
  if (groups.length !== numSamples)
    throw new RangeError(`${caller}: expected a group for each of ${numSamples} rows, got ${groups.length}`);
  const { codes, names } = toPartition(caller, groups);
  const rows: number[][] = names.map(() => []);
  codes.forEach((group, row) => rows[group].push(row));
  return rows.map((ofGroup) => Uint32Array.from(ofGroup));
}

/** Quantile of sorted values, with linear interpolation. */
function quantile(sorted: Float64Array, share: number): number {
  const index = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(index)], sorted[Math.ceil(index)]];
  return below + (index - Math.floor(index)) * (above - below);
}
