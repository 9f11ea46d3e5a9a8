import { root, type ClusterTree } from './agglomerate.ts';

/**
 * The clusters that are left when merging stops at `numClusters`, numbered as they come up.
 *
 * @returns length `numPoints`
 * @throws RangeError unless `1 ≤ numClusters ≤ numPoints`
 */
export function cutTree({ numPoints, merges }: ClusterTree, numClusters: number): Int32Array {
  if (!(Number.isInteger(numClusters) && numClusters >= 1 && numClusters <= numPoints)) {
    throw new RangeError(`cutTree: expected from 1 to ${numPoints} clusters of ${numPoints} points, got ${numClusters}`);
  }
  const parents = Int32Array.from({ length: 2 * numPoints - 1 }, (_, i) => i);
  for (let step = 0; step < numPoints - numClusters; step++) {
    parents[merges[2 * step]] = parents[merges[2 * step + 1]] = numPoints + step;
  }
  return numbered(Int32Array.from({ length: numPoints }, (_, point) => root(parents, point)));
}

/** Names by number: the first name is 0, the next new one 1, and so on. */
function numbered(names: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return names.map((name) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  });
}
