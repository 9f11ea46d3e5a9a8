import { matrix, type DoubleMatrix, type Matrix } from '@mmae/matrix';

/** The result of Lloyd's iterations in double precision. */
export interface Refined {
  readonly centres: Matrix;
  readonly clusters: Int32Array;
  readonly inertia: number;
  readonly numIterations: number;
}

/**
 * Continues k-means in double precision after it converged in single precision, which cannot separate points whose distances are ten million times
 * smaller than those to the others. Each empty cluster takes the point farthest from its centre, unless all points are at their centres.
 *
 * @param points centred
 * @param start centres found in single precision, shape `[numClusters, numColumns]`
 */
export function refineInDoubles(points: DoubleMatrix, start: Matrix, maxIterations: number): Refined {
  const centres = Float64Array.from(start.data);
  const clusters = new Int32Array(points.numRows).fill(-1);
  const distances = new Float64Array(points.numRows);
  let numIterations = 0;
  for (let hasMoved = true; hasMoved && numIterations < maxIterations; numIterations++) {
    hasMoved = assignNearest(points, centres, clusters, distances);
    hasMoved = fillEmpty(points, start.numRows, clusters, distances) || hasMoved;
    toMeans(points, clusters, centres);
  }
  assignNearest(points, centres, clusters, distances);
  const inertia = distances.reduce((sum, distance) => sum + distance, 0);
  return { centres: matrix(start.numRows, start.numColumns, Float32Array.from(centres)), clusters, inertia, numIterations };
}

/** Assigns each point to its nearest centre, of equally near centres the first. @returns whether any assignment changed */
function assignNearest({ numColumns, data }: DoubleMatrix, centres: Float64Array, clusters: Int32Array, distances: Float64Array): boolean {
  let hasMoved = false;
  for (let i = 0; i < clusters.length; i++) {
    let [nearest, smallest] = [0, Infinity];
    for (let start = 0, cluster = 0; start < centres.length; start += numColumns, cluster++) {
      let sum = 0;
      for (let j = 0; j < numColumns && sum < smallest; j++) sum += (data[i * numColumns + j] - centres[start + j]) ** 2;
      if (sum < smallest) [nearest, smallest] = [cluster, sum];
    }
    hasMoved ||= clusters[i] !== nearest;
    clusters[i] = nearest;
    distances[i] = smallest;
  }
  return hasMoved;
}

/** @returns whether any empty cluster took a point */
function fillEmpty({ numRows }: DoubleMatrix, numClusters: number, clusters: Int32Array, distances: Float64Array): boolean {
  const sizes = new Int32Array(numClusters);
  for (const cluster of clusters) sizes[cluster]++;
  let hasMoved = false;
  for (let empty = sizes.indexOf(0); empty >= 0; empty = sizes.indexOf(0, empty + 1)) {
    let farthest = -1;
    for (let i = 0; i < numRows; i++) {
      if (distances[i] > 0 && sizes[clusters[i]] > 1 && (farthest < 0 || distances[i] > distances[farthest])) farthest = i;
    }
    if (farthest < 0) return hasMoved;
    sizes[clusters[farthest]]--;
    sizes[empty]++;
    clusters[farthest] = empty;
    distances[farthest] = 0;
    hasMoved = true;
  }
  return hasMoved;
}

/** Moves each centre to the mean of its points, except that of an empty cluster. */
function toMeans({ numColumns, data }: DoubleMatrix, clusters: Int32Array, centres: Float64Array): void {
  const sums = new Float64Array(centres.length);
  const sizes = new Float64Array(centres.length / numColumns);
  const first = new Int32Array(sizes.length).fill(-1);
  for (let i = 0; i < clusters.length; i++) {
    const cluster = clusters[i];
    sizes[cluster]++;
    if (first[cluster] < 0) first[cluster] = i;
    for (let j = 0; j < numColumns; j++) sums[cluster * numColumns + j] += data[i * numColumns + j] - data[first[cluster] * numColumns + j];
  }
  for (let at = 0; at < centres.length; at++) {
    const cluster = Math.floor(at / numColumns);
    if (sizes[cluster] > 0) centres[at] = data[first[cluster] * numColumns + (at % numColumns)] + sums[at] / sizes[cluster];
  }
}
