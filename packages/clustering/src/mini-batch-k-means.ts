// k-means for very many points: each centre is the running mean of the points assigned to it, over random batches (D. Sculley, "Web-scale k-means
// clustering", WWW 2010).
import { row, selectRows, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { distancesToCentres, type KMeansResult } from './k-means.ts';
import { kMeansSeeds } from './k-means-seeds.ts';
import { nearestCentre } from './nearest.ts';
import { checkPoints } from './points.ts';

export interface MiniBatchKMeansOptions {
  readonly numClusters: number;
  /** points per batch; default 1,024 */
  readonly batchLength?: number;
  /** default 200 */
  readonly numBatches?: number;
  /** default 0 */
  readonly seed?: number;
}

/** Points per cluster from which k-means++ chooses the starting centres. */
const seedPointsPerCluster = 30;

/**
 * Approximates `kMeans` with one start, in time proportional to the batches instead of the points.
 *
 * @throws RangeError for fewer points than clusters, or a number that is not finite
 */
export function miniBatchKMeans(points: Matrix, options: MiniBatchKMeansOptions): KMeansResult {
  const { numClusters, batchLength = 1024, numBatches = 200, seed = 0 } = options;
  checkPoints('miniBatchKMeans', points, numClusters);
  const random = seededRandom(seed);
  const draw = (count: number) =>
    selectRows(
      points,
      Array.from({ length: count }, () => random.integer(points.numRows)),
    );
  const firstPoints = selectRows(points, random.permutation(points.numRows).subarray(0, seedPointsPerCluster * numClusters));
  const centres = kMeansSeeds(firstPoints, numClusters, random);
  const sizes = new Float64Array(numClusters);
  for (let step = 0; step < numBatches; step++) moveTowards(centres, sizes, draw(batchLength));
  const clusters = nearestCentre(points, centres);
  const inertia = distancesToCentres(points, clusters, centres).reduce((sum, distance) => sum + distance, 0);
  return { centres, clusters, inertia, numIterations: numBatches };
}

/** Moves the nearest centre of each point towards it, by 1 / (number of points that the centre has seen). */
function moveTowards(centres: Matrix, sizes: Float64Array, batch: Matrix): void {
  nearestCentre(batch, centres).forEach((cluster, i) => {
    const point = row(batch, i);
    const centre = row(centres, cluster);
    const rate = 1 / ++sizes[cluster];
    for (let j = 0; j < point.length; j++) centre[j] += rate * (point[j] - centre[j]);
  });
}
