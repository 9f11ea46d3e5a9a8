// Lloyd's algorithm with scikit-learn's conventions: points are centred (and scaled by a power of two), the tolerance is relative to the mean variance of the
// columns, an empty cluster takes the point farthest from its centre, and the best of several starts is kept.
import { row, type AnyMatrix, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { clusterMeans, copySums, count, emptySums, moveBetween, type ClusterSums } from './cluster-sums.ts';
import { kMeansSeeds } from './k-means-seeds.ts';
import { nearestCentre } from './nearest-centre.ts';
import { checkPoints } from './check-points.ts';
import { refineInDoubles } from './refine-in-doubles.ts';
import { doublesInUnits, fromUnits, inUnitsOf, unitScaled } from './unit-scale.ts';

export interface KMeansOptions {
  readonly numClusters: number;
  /** how many k-means++ starts are tried; the one with the least inertia is kept; 10 where it is not given */
  readonly numStarts?: number;
  /** 0 where it is not given */
  readonly seed?: number;
  /** 300 where it is not given */
  readonly maxIterations?: number;
  /** stops when the centres move, squared and summed, by at most this times the mean variance of a column; 1e-4 where it is not given */
  readonly tolerance?: number;
  /** one start, from these, instead; shape `[numClusters, numColumns]` */
  readonly initialCentres?: Matrix;
}

export interface KMeansResult {
  /** shape `[numClusters, numColumns]` */
  readonly centres: Matrix;
  /** the row of each point's centre, length `numPoints` */
  readonly clusters: Int32Array;
  /** sum of squared distances of the points from their centres */
  readonly inertia: number;
  readonly numIterations: number;
}

/**
 * k-means clusters of the rows. Points of double precision are clustered in double precision, and may lie far from zero; their centres
 * come back in single precision, so take the clusters from here rather than from `nearestCentre`.
 *
 * Where there are fewer distinct points than clusters, some clusters stay empty.
 *
 * @throws RangeError where there are fewer points than clusters, a number is not finite, or the initial centres do not fit
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

/** Each empty cluster takes a point from another: the one farthest from its centre, then the next. */
function withoutEmpty(sums: ClusterSums, points: Matrix, clusters: Int32Array, centres: Matrix): ClusterSums {
  const filled = copySums(sums);
  const distances = distancesToCentres(points, clusters, centres);
  const farthest = Array.from(distances.keys()).sort((i, j) => distances[j] - distances[i]);
  let next = 0;
  for (let cluster = 0; cluster < filled.sizes.length; cluster++) {
    if (sums.sizes[cluster] > 0) continue;
    while (filled.sizes[clusters[farthest[next]]] === 1) next++; // it would leave its own cluster empty
    const point = farthest[next++];
    count(filled, row(points, point), clusters[point], -1);
    count(filled, row(points, point), cluster);
  }
  return filled;
}

const meanSquare = ({ data }: Matrix) => data.reduce((sum, value) => sum + value * value, 0) / data.length;

/** The squared distance of every point from its centre. */
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
