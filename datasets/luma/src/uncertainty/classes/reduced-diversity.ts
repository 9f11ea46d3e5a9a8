import { columnMeans, matrix, selectRows, type Matrix } from '@mmae/matrix';
import type { Random } from '@mmae/random';
import { distances } from './nearest-class.ts';

export interface DiversityOptions {
  /** 0 draws uniformly; the larger, the closer to the centre of the class */
  readonly compactness: number;
  /** use the weights and the selection of LUMA's tool */
  readonly asTool?: boolean;
}

/** Number of draws, of which the tool keeps one (its `num_sampling`). */
const numToolDraws = 10;

/**
 * Draws rows of a class, preferring those near its centre: the weight of a row is 1 / (d / median d)^compactness, where d is its distance to the mean.
 *
 * The weights of LUMA's tool are 1 / d^compactness + 1 without normalization: for distances above 1, such as those of deep features, all weights are
 * about 1, and the diversity is not reduced. The tool also makes ten draws and keeps the one whose rows are furthest apart.
 *
 * @param descriptions of the rows of the class
 * @param count number of rows to draw; all rows if there are no more
 * @returns indices into `descriptions`, in the order drawn
 */
export function reducedDiversity(
  descriptions: Matrix,
  count: number,
  { compactness, asTool = false }: DiversityOptions,
  random: Random,
): number[] {
  const toCentre = distances(descriptions, meanRow(descriptions)).map(([distance]) => distance);
  const unit = asTool ? 1 : median(toCentre) || 1;
  const weights = toCentre.map((distance) => 1 / ((distance / unit) ** compactness + 1e-6) + (asTool ? 1 : 0));
  const draws = Array.from({ length: asTool ? numToolDraws : 1 }, () => drawn(weights, count, random));
  return asTool ? furthestApart(draws, descriptions) : draws[0];
}

const meanRow = (points: Matrix): Matrix => matrix(1, points.numColumns, Float32Array.from(columnMeans(points)));

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Weighted sampling without replacement: the largest values of log(u) / weight (Efraimidis and Spirakis, 2006). */
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

/** The sum of the distances between all pairs of rows. */
const spread = (points: Matrix): number =>
  distances(points, points).reduce((sum, ofRow) => sum + ofRow.reduce((total, distance) => total + distance, 0), 0);
