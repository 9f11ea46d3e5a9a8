// k-means where points are very many: each centre is the running mean of the points that fell to it, over random batches
// (D. Sculley, "Web-scale k-means clustering", WWW 2010).
import { row, selectRows, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { checkPoints } from './check-points.ts';
import { distancesToCentres, type KMeansResult } from './k-means.ts';
import { kMeansSeeds } from './k-means-seeds.ts';
import { nearestCentre } from './nearest-centre.ts';

export interface MiniBatchKMeansOptions {
  readonly numClusters: number;
  /** points a batch; 1,024 where it is not given */
  readonly batchLength?: number;
  /** 200 where it is not given */
  readonly numBatches?: number;
  /** 0 where it is not given */
  readonly seed?: number;
}

/** Points that k-means++ looks at, for each cluster. */
const seedPointsPerCluster = 30;

/**
 * About what `kMeans` finds from one start, at a cost that grows with the batches and not with the points.
 *
 * @throws RangeError where there are fewer points than clusters or a number is not finite
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

/** Each point draws its centre towards itself, by one over the points that centre has seen. */
function moveTowards(centres: Matrix, sizes: Float64Array, batch: Matrix): void {
  nearestCentre(batch, centres).forEach((cluster, i) => {
    const point = row(batch, i);
    const centre = row(centres, cluster);
    const rate = 1 / ++sizes[cluster];
    for (let j = 0; j < point.length; j++) centre[j] += rate * (point[j] - centre[j]);
  });
}
