import { readFileSync } from 'node:fs';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';

export const reference = JSON.parse(readFileSync(new URL('../test/reference/clustering.json', import.meta.url), 'utf8'));

export const fromRows = (rows: readonly (readonly number[])[]): Matrix =>
  matrix(rows.length, rows[0].length, Float32Array.from(rows.flat()));

/** Points around `numClusters` well-separated centres; point i belongs to cluster i mod numClusters. */
export function separatedPoints(numPoints: number, numColumns: number, numClusters: number, seed = 1): Matrix {
  const random = seededRandom(seed);
  const centres = Array.from({ length: numClusters * numColumns }, () => 20 * random.normal());
  const points = matrix(numPoints, numColumns);
  for (let at = 0; at < points.data.length; at++) {
    const cluster = Math.floor(at / numColumns) % numClusters;
    points.data[at] = centres[cluster * numColumns + (at % numColumns)] + random.normal();
  }
  return points;
}

/** Whether two clusterings differ only in the numbers of their clusters. */
export function samePartition(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  const pairs = new Set(Array.from(a, (cluster, i) => `${cluster} ${b[i]}`));
  return a.length === b.length && pairs.size === new Set(Array.from(a)).size && pairs.size === new Set(Array.from(b)).size;
}
