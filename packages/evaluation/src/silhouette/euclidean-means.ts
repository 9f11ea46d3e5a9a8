import { matrix, multiply, type AnyMatrix, type Matrix } from '@mmae/matrix';
import type { ClusterOrder } from '../labels.ts';
import { centroid, emptyClusterDistances, type ClusterDistances } from './distances.ts';

/** Rows and columns of a tile, whose distances take 4 MB. */
const tileRows = 512;
const tileColumns = 2048;

/** Share of the operands of a subtraction below which a squared distance is recomputed from the coordinates. */
const cancellation = 0.01;

/** Up to this number of points all distances are computed from the coordinates, which costs little. */
const maxExactPoints = 1024;

/**
 * Mean euclidean distances over all pairs, each computed once, in O(numSamples · dim) memory.
 *
 * Squared distances are |x|² + |y|² − 2 x·y by the fast matrix product, which loses digits if x and y are close together and far from the
 * origin. Therefore points are visited in the order of their clusters, the origin is moved to the centroid of each block of rows, and distances
 * that still cancel are recomputed in double precision. The relative error of a distance is at most 1e-5, that of a mean of many about 1e-7. Up
 * to 1,024 points all distances are computed in double precision.
 *
 * @param onProgress receives the share of pairs done, after each block of rows
 */
export function euclideanMeans(points: AnyMatrix, clusters: ClusterOrder, onProgress?: (done: number) => void): ClusterDistances {
  const sums = emptySums(points, clusters);
  const numPoints = clusters.order.length;
  for (let start = 0; start < numPoints; start += tileRows) {
    const end = Math.min(start + tileRows, numPoints);
    addRows(sums, start, end);
    onProgress?.(1 - ((numPoints - end) / numPoints) ** 2);
  }
  return inSampleOrder(sums);
}

/** Sums over the pairs of the rows visited so far. A position is an index into `order`. */
interface Sums {
  readonly points: AnyMatrix;
  readonly order: Uint32Array;
  readonly starts: Uint32Array;
  /** cluster at each position */
  readonly clusterAt: Uint32Array;
  /** by position, sum of distances within its cluster */
  readonly ownSum: Float64Array;
  /** by position, smallest mean distance to another cluster that was visited completely */
  readonly other: Float64Array;
  /** by position, sum of its distances to the visited rows of the current cluster */
  readonly columnSum: Float64Array;
  /** brings the largest coordinate to about 1, so that squares neither overflow nor underflow single precision */
  readonly scale: number;
  /** share below which a squared distance is recomputed */
  readonly cancellation: number;
}

function emptySums(points: AnyMatrix, { order, starts }: ClusterOrder): Sums {
  const clusterAt = new Uint32Array(order.length);
  for (let c = 0; c + 1 < starts.length; c++) clusterAt.fill(c, starts[c], starts[c + 1]);
  const { own, other } = emptyClusterDistances(order.length);
  return {
    points,
    order,
    starts,
    clusterAt,
    ownSum: own,
    other,
    columnSum: new Float64Array(order.length),
    scale: 1 / spread(points),
    cancellation: order.length <= maxExactPoints ? Infinity : cancellation,
  };
}

/** The largest difference of a coordinate from that of the first point; 1 if all points are equal. */
function spread({ numColumns, data }: AnyMatrix): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i] - data[i % numColumns]));
  return largest || 1;
}

/** Adds all pairs of the positions from `start` up to, but excluding, `end` with themselves and every later position. */
function addRows(sums: Sums, start: number, end: number): void {
  const { points, order } = sums;
  const origin = centroid(points, order.subarray(start, end));
  const rows = centred(sums, start, end, origin);
  const rowSum = new Float64Array(end - start);
  for (let column = start; column < order.length; column += tileColumns) {
    const columns = centred(sums, column, Math.min(column + tileColumns, order.length), origin);
    addTile(sums, rows, columns, rowSum);
  }
}

/** Points relative to another origin, with their squared lengths. */
interface Centred {
  readonly start: number;
  readonly end: number;
  readonly points: Matrix;
  readonly squares: Float64Array;
}

function centred({ points, order, scale }: Sums, start: number, end: number, origin: Float64Array): Centred {
  const dim = points.numColumns;
  const result = matrix(end - start, dim);
  const squares = new Float64Array(end - start);
  for (let i = 0; i < squares.length; i++) {
    const source = order[start + i] * dim;
    for (let j = 0; j < dim; j++) {
      const value = Math.fround((points.data[source + j] - origin[j]) * scale);
      result.data[i * dim + j] = value;
      squares[i] += value * value;
    }
  }
  return { start, end, points: result, squares };
}

/** Adds the distances of a tile, row by row; `rowSum` has the sum of each row over a cluster whose columns were not all visited. */
function addTile(sums: Sums, rows: Centred, columns: Centred, rowSum: Float64Array): void {
  const { clusterAt, starts, columnSum, ownSum } = sums;
  const tile = { sums, rows, columns, dots: multiply(rows.points, columns.points, { transposeB: true }).data };
  for (let row = rows.start; row < rows.end; row++) {
    const cluster = clusterAt[row];
    let from = Math.max(row + 1, columns.start);
    while (from < columns.end) {
      const target = clusterAt[from];
      const to = Math.min(starts[target + 1], columns.end);
      if (target === cluster) ownSum[row] += addDistances(tile, row, from, to, ownSum);
      else {
        rowSum[row - rows.start] += addDistances(tile, row, from, to, columnSum);
        if (to === starts[target + 1]) finishTarget(sums, row, target, rowSum, row - rows.start);
      }
      from = to;
    }
    if (row + 1 === starts[cluster + 1]) finishCluster(sums, cluster, Math.max(row + 1, columns.start), columns.end);
  }
}

/** Called when a row has visited all of a later cluster: its mean distance to that cluster is known. */
function finishTarget({ starts, other }: Sums, row: number, target: number, rowSum: Float64Array, index: number): void {
  other[row] = Math.min(other[row], rowSum[index] / (starts[target + 1] - starts[target]));
  rowSum[index] = 0;
}

/** Called when the later positions from `from` up to `to` have visited all of a cluster: their mean distances to it are known. */
function finishCluster({ starts, other, columnSum }: Sums, cluster: number, from: number, to: number): void {
  const size = starts[cluster + 1] - starts[cluster];
  for (let column = from; column < to; column++) {
    other[column] = Math.min(other[column], columnSum[column] / size);
    columnSum[column] = 0;
  }
}

interface Tile {
  readonly sums: Sums;
  readonly rows: Centred;
  readonly columns: Centred;
  /** row-major dot products of the rows with the columns */
  readonly dots: Float32Array;
}

/** Adds the distances between a row and the positions from `from` up to `to` to those positions of `into`. @returns their sum */
function addDistances({ sums, rows, columns, dots }: Tile, row: number, from: number, to: number, into: Float64Array): number {
  const { squares, start } = columns;
  const offset = (row - rows.start) * squares.length - start;
  const rowSquare = rows.squares[row - rows.start];
  let sum = 0;
  for (let column = from; column < to; column++) {
    const both = rowSquare + squares[column - start];
    let square = both - 2 * dots[offset + column];
    if (!(square >= sums.cancellation * both)) square = exactSquare(sums, row, column);
    const distance = Math.sqrt(square);
    sum += distance;
    into[column] += distance;
  }
  return sum;
}

/** The squared distance between two positions in double precision, in the same scale as the others. */
function exactSquare({ points: { data, numColumns }, order, scale }: Sums, row: number, column: number): number {
  const [first, second] = [order[row] * numColumns, order[column] * numColumns];
  let sum = 0;
  for (let j = 0; j < numColumns; j++) {
    const difference = (data[first + j] - data[second + j]) * scale;
    sum += difference * difference;
  }
  return sum;
}

/** Means by sample, from sums by position. They stay scaled, as a silhouette depends only on ratios of distances. */
function inSampleOrder({ order, starts, clusterAt, ownSum, other }: Sums): ClusterDistances {
  const distances = emptyClusterDistances(order.length);
  order.forEach((sample, position) => {
    const cluster = clusterAt[position];
    distances.own[sample] = ownSum[position] / (starts[cluster + 1] - starts[cluster] - 1);
    distances.other[sample] = other[position];
  });
  return distances;
}
