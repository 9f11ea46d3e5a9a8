import { kMeans, miniBatchKMeans } from '@mmae/clustering';
import { row, unitRows, type Matrix } from '@mmae/matrix';

/** Points up to which k-means runs to its end, with several starts. */
const maxExact = 20_000;

/** More clusters are no overview. */
const maxClusters = 200;

/** The number of clusters of an archive unless it is given: √(n / 2), at most 200, so that a cluster of 1,000 samples has about 45. */
export const defaultNumClusters = (numSamples: number): number => Math.min(maxClusters, Math.max(1, Math.round(Math.sqrt(numSamples / 2))));

/**
 * Clusters of embeddings by the direction that they have.
 *
 * @param embeddings shape `[numSamples, width]`
 * @returns row indices of each cluster, nearest to its centre first; the largest cluster first, and none is empty
 */
export function clusterRows(embeddings: Matrix, numClusters = defaultNumClusters(embeddings.numRows)): Uint32Array[] {
  const points = unitRows(embeddings);
  if (points.numRows === 0) return [];
  const { clusters, centres } = clusterPoints(points, Math.min(numClusters, points.numRows));
  const rows = new Map<number, number[]>();
  clusters.forEach((cluster, i) => {
    const members = rows.get(cluster);
    if (members) members.push(i);
    else rows.set(cluster, [i]);
  });
  return [...rows]
    .map(([cluster, members]) => nearestFirst(members, points, row(centres, cluster)))
    .sort((a, b) => b.length - a.length || a[0] - b[0]);
}

const clusterPoints = (points: Matrix, numClusters: number) =>
  points.numRows <= maxExact
    ? kMeans(points, { numClusters, numStarts: 3 })
    : miniBatchKMeans(points, { numClusters, batchLength: 4096, numBatches: 300 });

function nearestFirst(members: readonly number[], points: Matrix, centre: Float32Array): Uint32Array {
  const distances = new Map(members.map((i) => [i, squaredDistance(row(points, i), centre)]));
  return Uint32Array.from([...members].sort((a, b) => distances.get(a)! - distances.get(b)! || a - b));
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] - b[j]) ** 2;
  return sum;
}
