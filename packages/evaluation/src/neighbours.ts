import type { Matrix } from '@mmae/matrix';
import type { Distance } from './distance.ts';
import { forEachQuery } from './similarities.ts';

export interface NeighbourOptions {
  readonly numNeighbours: number;
  readonly distance: Distance;
  /** queries and gallery are the same rows, and none is its own neighbour */
  readonly excludeSelf?: boolean;
}

/**
 * The rows of the gallery nearest to each query, nearest first; of equally near ones the earlier row is first.
 *
 * @returns for each query `[numNeighbours]` rows of the gallery
 * @throws RangeError unless numNeighbours is whole, at least 1 and no more than there are
 */
export function nearestNeighbours(caller: string, queries: Matrix, gallery: Matrix, options: NeighbourOptions): Uint32Array[] {
  const { numNeighbours, distance, excludeSelf = false } = options;
  const available = gallery.numRows - (excludeSelf ? 1 : 0);
  if (!Number.isInteger(numNeighbours) || numNeighbours < 1 || numNeighbours > available) {
    throw new RangeError(`${caller}: expected numNeighbours from 1 to ${available}, got ${numNeighbours}`);
  }
  const neighbours: Uint32Array[] = [];
  forEachQuery(caller, queries, gallery, distance, (query, similarities) => {
    if (excludeSelf) similarities[query] = -Infinity;
    neighbours.push(greatest(similarities, numNeighbours));
  });
  return neighbours;
}

/** The indices of the greatest values, in falling order. */
function greatest(values: Float32Array, count: number): Uint32Array {
  const indices = new Uint32Array(count);
  const kept = new Float32Array(count).fill(-Infinity);
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] > kept[count - 1])) continue;
    let place = count - 1;
    for (; place > 0 && values[i] > kept[place - 1]; place--) {
      kept[place] = kept[place - 1];
      indices[place] = indices[place - 1];
    }
    kept[place] = values[i];
    indices[place] = i;
  }
  return indices;
}
