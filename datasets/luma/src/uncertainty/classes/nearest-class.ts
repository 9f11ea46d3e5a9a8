import { selectRows, type Matrix } from '@mmae/matrix';
import { distances } from './distances.ts';

/** Rows of a class that speak for it. */
const numNearest = 5;
/** Rows whose distances are held at once. */
const chunkLength = 256;

/**
 * For some rows the class that they are most easily taken for: of all classes but their own the one whose five nearest rows are nearest on average.
 *
 * @param descriptions shape `[labels.length, …]`
 * @param rows that ask
 * @returns a class for each of `rows`
 */
export function nearestOtherClass(descriptions: Matrix, labels: readonly string[], rows: readonly number[]): string[] {
  const rowsByClass = new Map<string, number[]>();
  for (const label of new Set(labels)) rowsByClass.set(label, []);
  labels.forEach((label, i) => rowsByClass.get(label)!.push(i));
  const found: string[] = [];
  for (let first = 0; first < rows.length; first += chunkLength) {
    const chunk = rows.slice(first, first + chunkLength);
    const toAll = distances(selectRows(descriptions, chunk), descriptions);
    chunk.forEach((asking, i) => found.push(nearestOf(toAll[i], labels[asking], rowsByClass)));
  }
  return found;
}

function nearestOf(toAll: Float32Array, own: string, rowsByClass: ReadonlyMap<string, readonly number[]>): string {
  let [nearest, least] = [own, Infinity];
  for (const [label, members] of rowsByClass) {
    if (label === own) continue;
    const mean = meanOfLeast(Float32Array.from(members, (member) => toAll[member]));
    if (mean < least) [nearest, least] = [label, mean];
  }
  return nearest;
}

function meanOfLeast(values: Float32Array): number {
  const least = values.sort().subarray(0, numNearest);
  return least.reduce((sum, value) => sum + value, 0) / least.length;
}
