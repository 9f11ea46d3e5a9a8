import type { Matrix } from '@mmae/matrix';
import { centroid, squaredDistanceTo, type Rows } from './centroids.ts';
import type { Grouping } from './grouping.ts';
import { emptyNearness, type Nearness } from './nearness.ts';

/** Squared distances between directions below this are what is left of rounding them. */
const sameDirection = 1e-28;

/**
 * Mean squared euclidean distances, exact in linear time: that of x to a cluster is |x − centroid|² + the cluster's mean squared
 * distance from its centroid. Both are sums of squares, so nothing cancels. O(numSamples · numClusters · dim).
 */
export function squaredNearness(points: Rows, grouping: Grouping): Nearness {
  return nearnessBySums(grouping, (members) => sumToMembers(points, members));
}

/**
 * Mean cosine distances, the same way: between directions it is half the squared euclidean one. A row of zeros, which has no direction,
 * is 1 away from all others, as in scikit-learn.
 */
export function cosineNearness(points: Matrix, grouping: Grouping): Nearness {
  const { units, isZero } = directions(points);
  return nearnessBySums(grouping, (members) => {
    const withDirection = members.filter((member) => !isZero[member]);
    const sumTo = sumToMembers(units, withDirection);
    const negligible = sameDirection * members.length;
    const numZero = members.length - withDirection.length;
    return (sample, isMember) => {
      if (isZero[sample]) return members.length - (isMember ? 1 : 0);
      const sum = sumTo(sample) / 2;
      return (sum < negligible ? 0 : sum) + numZero;
    };
  });
}

/** The sum of a sample's distances to the members of a cluster, of which it may be one. */
type SumTo = (sample: number, isMember: boolean) => number;

function nearnessBySums({ order, starts }: Grouping, sumsOf: (members: Uint32Array) => SumTo): Nearness {
  const { own, other } = emptyNearness(order.length);
  const sizes = Array.from({ length: starts.length - 1 }, (_, c) => starts[c + 1] - starts[c]);
  const sumsTo = sizes.map((size, c) => sumsOf(order.subarray(starts[c], starts[c] + size)));
  for (let cluster = 0; cluster < sizes.length; cluster++) {
    for (let i = starts[cluster]; i < starts[cluster + 1]; i++) {
      const sample = order[i]; // one sample after the other: the centroids stay in the cache, where all samples would not
      own[sample] = sumsTo[cluster](sample, true) / (sizes[cluster] - 1);
      for (let c = 0; c < sizes.length; c++) {
        if (c !== cluster) other[sample] = Math.min(other[sample], sumsTo[c](sample, false) / sizes[c]);
      }
    }
  }
  return { own, other };
}

/** The sum of squared distances from a sample to the members of a cluster; they may be none. */
function sumToMembers(points: Rows, members: Uint32Array): (sample: number) => number {
  if (members.length === 0) return () => 0;
  const centre = centroid(points, members);
  let scatter = 0;
  for (const member of members) scatter += squaredDistanceTo(centre, points, member);
  return (sample) => members.length * squaredDistanceTo(centre, points, sample) + scatter;
}

/** Rows scaled to length 1 in double precision, which nearly parallel rows need, and which of them are zeros and stay so. */
function directions({ numRows, numColumns, data }: Matrix): { units: Rows; isZero: Uint8Array } {
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
