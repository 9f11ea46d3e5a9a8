// Lloyd's algorithm with scikit-learn's conventions: points are centred (and here scaled by a power of two), the tolerance is relative to the mean
// variance of the columns, an empty cluster takes the point farthest from its centre, and the best of several starts is kept.
import { matrix, row, type AnyMatrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { kMeansSeeds } from './k-means-seeds.ts';
import { nearestCentre } from './nearest.ts';
import { checkPoints, doublesInUnits, fromUnits, inUnitsOf, unitScaled } from './points.ts';
import { refineInDoubles } from './refine-in-doubles.ts';

export interface KMeansOptions {
  readonly numClusters: number;
  /** number of k-means++ starts, of which the one with the smallest inertia is kept; default 10 */
  readonly numStarts?: number;
  /** default 0 */
  readonly seed?: number;
  /** default 300 */
  readonly maxIterations?: number;
  /** ends when the sum of the squared movements of the centres is at most this share of the mean variance of the columns; default 1e-4 */
  readonly tolerance?: number;
  /** replaces the k-means++ starts by a single one; shape `[numClusters, numColumns]` */
  readonly initialCentres?: Matrix;
}

export interface KMeansResult {
  /** shape `[numClusters, numColumns]` */
  readonly centres: Matrix;
  /** row index of each point's centre, length `numPoints` */
  readonly clusters: Int32Array;
  /** sum of squared distances of the points from their centres */
  readonly inertia: number;
  readonly numIterations: number;
}

/**
 * k-means clusters of the rows. Points in double precision are clustered in double precision, however far from zero they are. Their centres are
 * returned in single precision, so take the clusters from the result instead of `nearestCentre`.
 *
 * With fewer distinct points than clusters, some clusters stay empty.
 *
 * @throws RangeError for fewer points than clusters, a number that is not finite, or initial centres of another shape
 */
export function kMeans(points: AnyMatrix, options: KMeansOptions): KMeansResult {
  const { numClusters, numStarts = 10, seed = 0, maxIterations = 300, tolerance = 1e-4, initialCentres } = options;
  checkPoints('kMeans', points, numClusters);
  checkStarts(numStarts, initialCentres, numClusters, points.numColumns);
  const units = unitScaled(points);
  const { scaled, unit } = units;
  const limit = tolerance * meanSquare(scaled);
  const random = seededRandom(seed);
  const starts = initialCentres ? [inUnitsOf(units, initialCentres)] : Array<undefined>(numStarts).fill(undefined);
  const doubles = points.data instanceof Float64Array ? doublesInUnits(units, points) : undefined;
  const results = starts.map((start) => {
    const found = lloyd(scaled, start ?? kMeansSeeds(scaled, numClusters, random), maxIterations, limit);
    return doubles ? refineInDoubles(doubles, found.centres, maxIterations) : found;
  });
  const best = results.reduce((least, result) => (result.inertia < least.inertia ? result : least));
  return { ...best, centres: fromUnits(units, best.centres), inertia: best.inertia * unit ** 2 };
}

function checkStarts(numStarts: number, initialCentres: Matrix | undefined, numClusters: number, numColumns: number): void {
  if (!(Number.isInteger(numStarts) && numStarts >= 1)) throw new RangeError(`kMeans: expected at least 1 start, got ${numStarts}`);
  if (initialCentres && (initialCentres.numRows !== numClusters || initialCentres.numColumns !== numColumns)) {
    throw new RangeError(
      `kMeans: expected initial centres of ${numClusters}×${numColumns}, got ${initialCentres.numRows}×${initialCentres.numColumns}`,
    );
  }
}

function lloyd(points: Matrix, start: Matrix, maxIterations: number, limit: number): KMeansResult {
  const sums = emptySums(start.numRows, start.numColumns);
  let centres = start;
  let clusters: Int32Array = new Int32Array(points.numRows).fill(-1);
  let numIterations = 0;
  for (let isSettled = false; !isSettled && numIterations < maxIterations; numIterations++) {
    const nearest = nearestCentre(points, centres);
    const numMoved = moveBetween(sums, points, clusters, nearest);
    clusters = nearest;
    const moved = clusterMeans(sums.sizes.includes(0) ? withoutEmpty(sums, points, clusters, centres) : sums);
    isSettled = numMoved === 0 || squaredDistance(moved.data, centres.data) <= limit;
    centres = moved;
  }
  clusters = nearestCentre(points, centres);
  const inertia = distancesToCentres(points, clusters, centres).reduce((sum, distance) => sum + distance, 0);
  return { centres, clusters, inertia, numIterations };
}

/** Each empty cluster takes a point from another one: first the point farthest from its centre, then the next. */
function withoutEmpty(sums: ClusterSums, points: Matrix, clusters: Int32Array, centres: Matrix): ClusterSums {
  const filled = copySums(sums);
  const distances = distancesToCentres(points, clusters, centres);
  const farthest = Array.from(distances.keys()).sort((i, j) => distances[j] - distances[i]);
  let next = 0;
  for (let cluster = 0; cluster < filled.sizes.length; cluster++) {
    if (sums.sizes[cluster] > 0) continue;
    while (filled.sizes[clusters[farthest[next]]] === 1) next++; // taking it would empty its own cluster
    const point = farthest[next++];
    addPoint(filled, row(points, point), clusters[point], -1);
    addPoint(filled, row(points, point), cluster);
  }
  return filled;
}

const meanSquare = ({ data }: Matrix) => data.reduce((sum, value) => sum + value * value, 0) / data.length;

/** Squared distance of each point from its centre. */
export function distancesToCentres(points: Matrix, clusters: Int32Array, centres: Matrix): Float64Array {
  return Float64Array.from(clusters, (cluster, i) => squaredDistance(row(points, i), row(centres, cluster)));
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = a[i] - b[i];
    sum += difference * difference;
  }
  return sum;
}

/** Sum and number of the points of each cluster. */
interface ClusterSums {
  /** row-major, `[numClusters, numColumns]` */
  readonly sums: Float64Array;
  /** length `numClusters` */
  readonly sizes: Float64Array;
}

function emptySums(numClusters: number, numColumns: number): ClusterSums {
  return { sums: new Float64Array(numClusters * numColumns), sizes: new Float64Array(numClusters) };
}

function copySums({ sums, sizes }: ClusterSums): ClusterSums {
  return { sums: sums.slice(), sizes: sizes.slice() };
}

/** Adds a point to a cluster, or removes it if `sign` is −1. */
function addPoint({ sums, sizes }: ClusterSums, point: Float32Array, cluster: number, sign: 1 | -1 = 1): void {
  const start = cluster * point.length;
  for (let j = 0; j < point.length; j++) sums[start + j] += sign * point[j];
  sizes[cluster] += sign;
}

/** Moves each point from its cluster in `from`, −1 for none, to that in `to`. @returns the number of points moved */
function moveBetween(clusterSums: ClusterSums, points: Matrix, from: Int32Array, to: Int32Array): number {
  let numMoved = 0;
  for (let i = 0; i < to.length; i++) {
    if (from[i] === to[i]) continue;
    if (from[i] >= 0) addPoint(clusterSums, row(points, i), from[i], -1);
    addPoint(clusterSums, row(points, i), to[i]);
    numMoved++;
  }
  return numMoved;
}

/** Mean of each cluster; none may be empty. @returns shape `[numClusters, numColumns]` */
function clusterMeans({ sums, sizes }: ClusterSums): Matrix {
  const numColumns = sums.length / sizes.length;
  const means = matrix(sizes.length, numColumns);
  for (let i = 0; i < sums.length; i++) means.data[i] = sums[i] / sizes[Math.floor(i / numColumns)];
  return means;
}
