import type { AnyMatrix } from '@mmae/matrix';
import { membersOf, type ClusterOrder } from '../labels.ts';
import { centroid, emptyClusterDistances, interleaved, squaredDistances, squaredDistanceTo, type ClusterDistances } from './distances.ts';

/** Squared distances between directions below this are rounding errors. */
const sameDirection = 1e-28;

/**
 * Mean squared euclidean distances, exact in O(numSamples · numClusters · dim): the mean for x and a cluster is |x − centroid|² plus the
 * cluster's mean squared distance from its centroid. Both terms are sums of squares, so nothing cancels.
 */
export function squaredMeans(points: AnyMatrix, order: ClusterOrder): ClusterDistances {
  const clusters = membersOf(order).map((members) => momentsOf(points, members));
  return meansFromSums(points, order, clusters, (_, c, squaredDistance) => sumOverRows(clusters[c], squaredDistance));
}

/**
 * Mean cosine distances: half the squared euclidean distances between directions. A row of zeros has no direction; its distance to all others
 * is 1, as in scikit-learn.
 */
export function cosineMeans(points: AnyMatrix, order: ClusterOrder): ClusterDistances {
  const { units, isZero } = directions(points);
  const members = membersOf(order);
  const withDirection = members.map((each) =>
    momentsOf(
      units,
      each.filter((member) => !isZero[member]),
    ),
  );
  return meansFromSums(units, order, withDirection, (sample, c, squaredDistance, isMember) => {
    const size = members[c].length;
    if (isZero[sample]) return size - (isMember ? 1 : 0);
    const sum = sumOverRows(withDirection[c], squaredDistance) / 2;
    return (sum < sameDirection * size ? 0 : sum) + (size - withDirection[c].size);
  });
}

/** Sum of a sample's distances to the members of cluster `c`, given its squared distance to their centroid. */
type SumTo = (sample: number, c: number, squaredDistance: number, isMember: boolean) => number;

/** Iterates over samples in the outer loop, because the centroids fit into the processor's cache and the samples do not. */
function meansFromSums(points: AnyMatrix, { order, starts }: ClusterOrder, clusters: readonly Moments[], sumTo: SumTo): ClusterDistances {
  const { own, other } = emptyClusterDistances(order.length);
  const fours = interleaved(
    clusters.map(({ centre }) => centre),
    points.numColumns,
  );
  const squared = new Float64Array(Math.ceil(clusters.length / 4) * 4);
  for (let cluster = 0; cluster < clusters.length; cluster++) {
    for (let i = starts[cluster]; i < starts[cluster + 1]; i++) {
      const sample = order[i];
      squaredDistances(fours, points, sample, squared);
      own[sample] = sumTo(sample, cluster, squared[cluster], true) / (starts[cluster + 1] - starts[cluster] - 1);
      for (let c = 0; c < clusters.length; c++) {
        if (c === cluster) continue;
        const mean = sumTo(sample, c, squared[c], false) / (starts[c + 1] - starts[c]);
        if (mean < other[sample]) other[sample] = mean;
      }
    }
  }
  return { own, other };
}

/** Centroid and scatter of some rows, possibly none. */
interface Moments {
  readonly size: number;
  /** the centroid */
  readonly centre: Float64Array;
  /** sum of squared distances from the centroid */
  readonly scatter: number;
}

function momentsOf(points: AnyMatrix, rows: Uint32Array): Moments {
  if (rows.length === 0) return { size: 0, centre: new Float64Array(points.numColumns), scatter: 0 };
  const centre = centroid(points, rows);
  let scatter = 0;
  for (const row of rows) scatter += squaredDistanceTo(centre, points, row);
  return { size: rows.length, centre, scatter };
}

/** Sum of squared distances to the rows, from a point with a given squared distance to their centroid. */
const sumOverRows = ({ size, scatter }: Moments, squaredDistance: number): number => size * squaredDistance + scatter;

/** Rows scaled to length 1, in double precision because rows may be nearly parallel. Rows of zeros stay zero, and are marked. */
function directions({ numRows, numColumns, data }: AnyMatrix): { units: AnyMatrix; isZero: Uint8Array } {
  const units = { numRows, numColumns, data: new Float64Array(data) };
  const isZero = new Uint8Array(numRows);
  const origin = new Float64Array(numColumns);
  for (let i = 0; i < numRows; i++) {
    const unit = units.data.subarray(i * numColumns, (i + 1) * numColumns);
    const length = Math.sqrt(squaredDistanceTo(origin, units, i));
    if (length === 0) isZero[i] = 1;
    else for (let j = 0; j < numColumns; j++) unit[j] /= length;
  }
  return { units, isZero };
}
