import { centred, columnMeans, multiply, unitRows, type Matrix } from '@mmae/matrix';
import { checkSameSamples } from '../labels.ts';
import type { Distance } from '../silhouette/distances.ts';
import { nearestNeighbours } from './neighbours.ts';

/**
 * Linear centred kernel alignment (Kornblith et al. 2019) of two embeddings of the same samples: 0 without any linear relation, 1 if one is the
 * other rotated and scaled. The widths may differ.
 *
 * @param first shape `[numSamples, any]`
 * @param second shape `[numSamples, any]`, the same samples in the same order
 * @throws RangeError unless both have the same number of rows, finite numbers, and at least two different rows
 */
export function linearCka(first: Matrix, second: Matrix): number {
  checkSameSamples('linearCka', first, second);
  const [a, b] = [centred(first), centred(second)];
  const norm = (left: Matrix, right: Matrix) => sumOfSquares(multiply(left, right, { transposeA: true }));
  const [within, across, withinSecond] = [norm(a, a), norm(a, b), norm(b, b)];
  if (within === 0 || withinSecond === 0) throw new RangeError(`linearCka: expected rows that differ, got ${first.numRows} equal ones`);
  return across / Math.sqrt(within * withinSecond);
}

/**
 * Modality gap (Liang et al. 2022): the distance between the means of two modalities after scaling each row to length 1, from 0 to 2.
 *
 * @throws RangeError unless both have the same shape and finite numbers
 */
export function modalityGap(first: Matrix, second: Matrix): number {
  checkSameSamples('modalityGap', first, second);
  if (first.numColumns !== second.numColumns) {
    throw new RangeError(`modalityGap: expected embeddings of the same width, got ${first.numColumns} and ${second.numColumns} columns`);
  }
  const [a, b] = [columnMeans(unitRows(first)), columnMeans(unitRows(second))];
  return Math.sqrt(a.reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0));
}

export interface MutualKnnOptions {
  /** default 10 */
  readonly numNeighbours?: number;
  /** default `cosine` */
  readonly distance?: Distance;
}

/**
 * Mutual k-nearest-neighbour alignment (Huh et al. 2024): the share of a sample's nearest neighbours in one embedding that are also its nearest
 * neighbours in the other. Chance is numNeighbours / (numSamples − 1). The widths may differ.
 *
 * @throws RangeError unless both have the same number of rows, more than numNeighbours, and finite numbers
 */
export function mutualKnn(first: Matrix, second: Matrix, { numNeighbours = 10, distance = 'cosine' }: MutualKnnOptions = {}): number {
  checkSameSamples('mutualKnn', first, second);
  const [a, b] = [first, second].map((points) =>
    nearestNeighbours('mutualKnn', points, points, { numNeighbours, distance, excludeSelf: true }),
  );
  const shared = a.reduce((sum, neighbours, i) => sum + neighbours.filter((neighbour) => b[i].includes(neighbour)).length, 0);
  return shared / (numNeighbours * a.length);
}

const sumOfSquares = ({ data }: Matrix) => data.reduce((sum, value) => sum + value * value, 0);
