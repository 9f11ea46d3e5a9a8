import { matrix, row, type Matrix } from '@mmae/matrix';

/** The sum of the points of every cluster, and how many they are. */
export interface ClusterSums {
  /** row-major, `[numClusters, numColumns]`, in double precision */
  readonly sums: Float64Array;
  /** length `numClusters` */
  readonly sizes: Float64Array;
}

export function emptySums(numClusters: number, numColumns: number): ClusterSums {
  return { sums: new Float64Array(numClusters * numColumns), sizes: new Float64Array(numClusters) };
}

export function copySums({ sums, sizes }: ClusterSums): ClusterSums {
  return { sums: sums.slice(), sizes: sizes.slice() };
}

/** Counts a point into a cluster, or out of it where `sign` is −1. */
export function count({ sums, sizes }: ClusterSums, point: Float32Array, cluster: number, sign: 1 | -1 = 1): void {
  const start = cluster * point.length;
  for (let j = 0; j < point.length; j++) sums[start + j] += sign * point[j];
  sizes[cluster] += sign;
}

/** Takes every point from the cluster it was in, −1 for none, to the one it is in now. @returns how many points moved */
export function moveBetween(clusterSums: ClusterSums, points: Matrix, from: Int32Array, to: Int32Array): number {
  let numMoved = 0;
  for (let i = 0; i < to.length; i++) {
    if (from[i] === to[i]) continue;
    if (from[i] >= 0) count(clusterSums, row(points, i), from[i], -1);
    count(clusterSums, row(points, i), to[i]);
    numMoved++;
  }
  return numMoved;
}

/** The mean of every cluster; none may be empty. @returns shape `[numClusters, numColumns]` */
export function clusterMeans({ sums, sizes }: ClusterSums): Matrix {
  const numColumns = sums.length / sizes.length;
  const means = matrix(sizes.length, numColumns);
  for (let i = 0; i < sums.length; i++) means.data[i] = sums[i] / sizes[Math.floor(i / numColumns)];
  return means;
}
