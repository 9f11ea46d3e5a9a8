import { columnMeans, matrix, selectRows, type Matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import { distances } from './distances.ts';

export interface DiversityOptions {
  /** 0 draws evenly; the more, the closer to the middle of the class */
  readonly compactness: number;
  /** weigh and choose as LUMA's tool does */
  readonly asTool?: boolean;
}

/** Draws of which the tool keeps one (its `num_sampling`). */
const numToolDraws = 10;

/**
 * Draws rows of one class, those near its middle rather: the weight of a row is 1 / (d / median d)^compactness, d its distance to the mean of all.
 *
 * The tool's weights are 1 / d^compactness + 1, of distances as they are: where these are above 1, as those of deep features are, every weight
 * is about 1 and nothing is reduced. It also keeps, of ten draws, the one whose rows lie furthest apart.
 *
 * @param descriptions of the class's rows
 * @param count to draw; all rows where there are no more
 * @returns places in `descriptions`, in the order drawn
 */
export function reducedDiversity(
  descriptions: Matrix,
  count: number,
  { compactness, asTool = false }: DiversityOptions,
  random: Random,
): number[] {
  const toMiddle = distances(descriptions, meanRow(descriptions)).map(([distance]) => distance);
  const unit = asTool ? 1 : median(toMiddle) || 1;
  const weights = toMiddle.map((distance) => 1 / ((distance / unit) ** compactness + 1e-6) + (asTool ? 1 : 0));
  const draws = Array.from({ length: asTool ? numToolDraws : 1 }, () => drawn(weights, count, random));
  return asTool ? furthestApart(draws, descriptions) : draws[0];
}

const meanRow = (points: Matrix): Matrix => matrix(1, points.numColumns, Float32Array.from(columnMeans(points)));

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Weighted, without replacement: the largest of log(u) / weight (Efraimidis and Spirakis 2006). */
function drawn(weights: readonly number[], count: number, random: Random): number[] {
  const keys = weights.map((weight) => Math.log(1 - random.next()) / weight);
  return Array.from(keys.keys())
    .sort((a, b) => keys[b] - keys[a])
    .slice(0, count);
}

function furthestApart(draws: readonly number[][], descriptions: Matrix): number[] {
  const spreads = draws.map((draw) => spread(selectRows(descriptions, draw)));
  return draws[spreads.indexOf(Math.max(...spreads))];
}

/** Sum of the distances between rows. */
const spread = (points: Matrix): number =>
  distances(points, points).reduce((sum, ofRow) => sum + ofRow.reduce((total, distance) => total + distance, 0), 0);
