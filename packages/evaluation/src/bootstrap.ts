import { seededRandom, type Random } from '@mmae/random';
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

/** A statistic of the data, and of as many resamples of it as were asked for. */
export interface Resampled {
  /** of the data */
  readonly estimate: number;
  /** of each resample; two drawn at a time agree in their order */
  readonly values: Float64Array;
}

/**
 * Statistics over data drawn anew from the rows (Efron 1979): every one over the same draws, so that {@link differenceOf} may pair any two.
 *
 * @param numSamples rows in the data
 * @throws RangeError for less than two rows or groups, or options out of range
 */
export function resampled(
  numSamples: number,
  statistics: Readonly<Record<string, Statistic>>,
  options: Omit<BootstrapOptions, 'level'>,
): Record<string, Resampled> {
  return drawStatistics('resampled', numSamples, statistics, options);
}

/**
 * A bootstrap interval: quantiles over the resamples, about the estimate.
 *
 * The quantiles are moved by the mean of the resamples less the estimate: rows that come twice agree with themselves, which lifts NMI in every
 * resample. For a mean, nothing is moved.
 *
 * @param level share of resamples that the interval holds
 */
export function intervalOf({ estimate, values }: Resampled, level = 0.95): Interval {
  const deviations = deviationsOf(values);
  return { estimate, low: estimate + quantile(deviations, (1 - level) / 2), high: estimate + quantile(deviations, (1 + level) / 2) };
}

/**
 * The difference `first − second` of two statistics over the same draws, so that what is hard for both does not count.
 *
 * The p-value is the share of resamples that deviate from their mean by as much as the difference (Hall & Wilson 1991), itself counted.
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

/** The mean of a value a row: an accuracy, an average precision, a silhouette. */
export function meanOver(values: ArrayLike<number>): Statistic {
  return (rows) => {
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += values[rows[i]];
    return sum / rows.length;
  };
}

/** A measure of the agreement of labels and clusters: `agreementOver(ari, labels, clusters)`. */
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
  const draw = drawing(caller, numSamples, groups, seededRandom(seed));
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

/** How far each value is from the mean of all, in rising order. */
function deviationsOf(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean).sort();
}

/** What draws as many rows as there are, or as many groups of them, each from all. */
function drawing(caller: string, numSamples: number, groups: Labels | undefined, random: Random): () => Uint32Array {
  const units = groups && groupedRows(caller, numSamples, groups);
  const numUnits = units ? units.length : numSamples;
  if (numUnits < 2) throw new RangeError(`${caller}: expected two rows or groups or more to draw from, got ${numUnits}`);
  return () => {
    const drawn = new Uint32Array(numUnits);
    for (let i = 0; i < numUnits; i++) drawn[i] = random.integer(numUnits);
    return units ? rowsOf(units, drawn) : drawn;
  };
}

/** The rows of units, one unit's after another's. */
function rowsOf(units: readonly Uint32Array[], drawn: Uint32Array): Uint32Array {
  const rows = new Uint32Array(drawn.reduce((sum, unit) => sum + units[unit].length, 0));
  let end = 0;
  for (const unit of drawn) {
    rows.set(units[unit], end);
    end += units[unit].length;
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

/** The value below which a share of the sorted values lies, linear between two of them. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return below + (position - Math.floor(position)) * (above - below);
}
