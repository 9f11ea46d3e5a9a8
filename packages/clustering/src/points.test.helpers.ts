import { readFileSync } from 'node:fs';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';

export const reference = JSON.parse(readFileSync(new URL('../test/reference/clustering.json', import.meta.url), 'utf8'));

export const fromRows = (rows: readonly (readonly number[])[]): Matrix =>
  matrix(rows.length, rows[0].length, Float32Array.from(rows.flat()));

/** Points around `numGroups` centres that stand well apart; point i belongs to group i mod numGroups. */
export function groupedPoints(numPoints: number, numColumns: number, numGroups: number, seed = 1): Matrix {
  const random = seededRandom(seed);
  const centres = Array.from({ length: numGroups * numColumns }, () => 20 * random.normal());
  const points = matrix(numPoints, numColumns);
  for (let at = 0; at < points.data.length; at++) {
    const group = Math.floor(at / numColumns) % numGroups;
    points.data[at] = centres[group * numColumns + (at % numColumns)] + random.normal();
  }
  return points;
}

/** Whether two clusterings part the same points, whatever the numbers of their clusters. */
export function samePartition(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  const pairs = new Set(Array.from(a, (cluster, i) => `${cluster} ${b[i]}`));
  return a.length === b.length && pairs.size === new Set(Array.from(a)).size && pairs.size === new Set(Array.from(b)).size;
}
