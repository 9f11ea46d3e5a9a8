import { centred, columnMeans, multiply, unitRows, type Matrix } from '@mmae/matrix';
import type { Distance } from './distance.ts';
import { checkSameSamples } from './labelled.ts';
import { nearestNeighbours } from './neighbours.ts';

/**
 * Linear centred kernel alignment (Kornblith et al. 2019) of two embeddings of the same samples: 0 where they have nothing linear in common,
 * 1 where one is the other turned and scaled. The widths may differ.
 *
 * @param first shape `[numSamples, any]`
 * @param second shape `[numSamples, any]`, row for row the same samples
 * @throws RangeError unless both have the same number of rows, finite numbers, and rows that differ
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
 * The modality gap (Liang et al. 2022): how far apart the means of two modalities are on the unit sphere, 0 … 2.
 *
 * @throws RangeError unless both have the same shape and finite numbers
 */
export function modalityGap(first: Matrix, second: Matrix): number {
  checkSameSamples('modalityGap', first, second);
  if (first.numColumns !== second.numColumns) {
    throw new RangeError(`modalityGap: expected embeddings of one width, got ${first.numColumns} and ${second.numColumns} columns`);
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
 * Mutual k-nearest-neighbour alignment (Huh et al. 2024): the share of a sample's nearest other samples in one embedding that are nearest in
 * the other as well. numNeighbours / (numSamples − 1) is chance. The widths may differ.
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
