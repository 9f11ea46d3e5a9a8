import type { Matrix } from '@mmae/matrix';
import type { Distance } from './distance.ts';
import { checkLabelled, type Labelled } from './labelled.ts';
import type { Label } from './labels.ts';
import { nearestNeighbours } from './neighbours.ts';
import { shareEqual } from './share-equal.ts';

export interface KnnOptions {
  /** default 5 */
  readonly numNeighbours?: number;
  /** default `cosine` */
  readonly distance?: Distance;
}

/**
 * The share of test points whose label their nearest train points vote for.
 *
 * @throws RangeError unless both are finite, of one width, and train has numNeighbours points
 */
export function knnAccuracy(train: Labelled, test: Labelled, options: KnnOptions = {}): number {
  checkLabelled('knnAccuracy', test);
  return shareEqual(knnPredictions(train, test.points, options), test.labels);
}

/** The label most frequent among the nearest train points of each point; where several are, the one whose nearest member is nearest. */
export function knnPredictions(train: Labelled, points: Matrix, { numNeighbours = 5, distance = 'cosine' }: KnnOptions = {}): Label[] {
  checkLabelled('knnPredictions', train);
  const neighbours = nearestNeighbours('knnPredictions', points, train.points, { numNeighbours, distance });
  return neighbours.map((rows) => mostFrequent(Array.from(rows, (row) => train.labels[row])));
}

/** The earliest of the most frequent labels. */
function mostFrequent(labels: readonly Label[]): Label {
  const votes = new Map<Label, number>();
  for (const label of labels) votes.set(label, (votes.get(label) ?? 0) + 1);
  return [...votes].reduce((best, candidate) => (candidate[1] > best[1] ? candidate : best))[0];
}
