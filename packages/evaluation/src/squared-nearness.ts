import type { AnyMatrix } from '@mmae/matrix';
import { centroid, sideBySide, squaredDistances, squaredDistanceTo } from './centroids.ts';
import { membersOf, type Grouping } from './grouping.ts';
import { emptyNearness, type Nearness } from './nearness.ts';

/** Squared distances between directions below this are what is left of rounding them. */
const sameDirection = 1e-28;

/**
 * Mean squared euclidean distances, exact in linear time: that of x to a cluster is |x − centroid|² + the cluster's mean squared
 * distance from its centroid. Both are sums of squares, so nothing cancels. O(numSamples · numClusters · dim).
 */
export function squaredNearness(points: AnyMatrix, grouping: Grouping): Nearness {
  const clusters = membersOf(grouping).map((members) => swarm(points, members));
  return nearnessBySums(points, grouping, clusters, (_, c, squaredDistance) => sumToSwarm(clusters[c], squaredDistance));
}

/**
 * Mean cosine distances, the same way: between directions it is half the squared euclidean one. A row of zeros, which has no direction,
 * is 1 away from all others, as in scikit-learn.
 */
export function cosineNearness(points: AnyMatrix, grouping: Grouping): Nearness {
  const { units, isZero } = directions(points);
  const members = membersOf(grouping);
  const withDirection = members.map((each) =>
    swarm(
      units,
      each.filter((member) => !isZero[member]),
    ),
  );
  return nearnessBySums(units, grouping, withDirection, (sample, c, squaredDistance, isMember) => {
    const size = members[c].length;
    if (isZero[sample]) return size - (isMember ? 1 : 0);
    const sum = sumToSwarm(withDirection[c], squaredDistance) / 2;
    return (sum < sameDirection * size ? 0 : sum) + (size - withDirection[c].size);
  });
}

/** The sum of a sample's distances to the members of cluster `c`, of which it may be one, from its squared distance to their centroid. */
type SumTo = (sample: number, c: number, squaredDistance: number, isMember: boolean) => number;

/** One sample after the other: the centroids stay in the cache, where all samples would not. */
function nearnessBySums(points: AnyMatrix, { order, starts }: Grouping, clusters: readonly Swarm[], sumTo: SumTo): Nearness {
  const { own, other } = emptyNearness(order.length);
  const fours = sideBySide(
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

/** Some rows, of which there may be none. */
interface Swarm {
  readonly size: number;
  /** their centroid */
  readonly centre: Float64Array;
  /** the sum of their squared distances from it */
  readonly scatter: number;
}

function swarm(points: AnyMatrix, rows: Uint32Array): Swarm {
  if (rows.length === 0) return { size: 0, centre: new Float64Array(points.numColumns), scatter: 0 };
  const centre = centroid(points, rows);
  let scatter = 0;
  for (const row of rows) scatter += squaredDistanceTo(centre, points, row);
  return { size: rows.length, centre, scatter };
}

/** The sum of squared distances to the rows of a swarm from a place whose squared distance from their centroid is given. */
const sumToSwarm = ({ size, scatter }: Swarm, squaredDistance: number): number => size * squaredDistance + scatter;

/** Rows scaled to length 1 in double precision, which nearly parallel rows need, and which of them are zeros and stay so. */
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
