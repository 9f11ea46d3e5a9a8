import { matrix, multiply, type AnyMatrix, type Matrix } from '@mmae/matrix';
import { centroid } from './centroids.ts';
import type { Grouping } from './grouping.ts';
import { emptyNearness, type Nearness } from './nearness.ts';

/** Points a tile: its distances take 4 MB. */
const tileRows = 512;
const tileColumns = 2048;

/** A squared distance smaller than this share of what it is the difference of is taken from the coordinates instead. */
const cancellation = 0.01;

/** So few points have all their distances taken from the coordinates: there is no time to be won. */
const fewPoints = 1024;

/**
 * Mean euclidean distances, all pairs once, in O(numSamples · dim) memory.
 *
 * Squared distances come from the fast product, |x|² + |y|² − 2 x·y, which loses digits where x and y are close and both far from the origin.
 * So points are taken in the order of their clusters, the origin is moved to the middle of each block of rows, and what still cancels is
 * computed again in double precision: a distance is good to 1e-5 of itself at worst, a mean of many to 1e-7. Up to 1,024 points all
 * distances are those of double precision.
 *
 * @param onProgress told the share of pairs done, a block of rows at a time
 */
export function euclideanNearness(points: AnyMatrix, grouping: Grouping, onProgress?: (done: number) => void): Nearness {
  const walk = startWalk(points, grouping);
  const numPoints = grouping.order.length;
  for (let start = 0; start < numPoints; start += tileRows) {
    const end = Math.min(start + tileRows, numPoints);
    addRows(walk, start, end);
    onProgress?.(1 - ((numPoints - end) / numPoints) ** 2);
  }
  return inSampleOrder(walk);
}

/** What is known when the pairs of all rows before some row have been seen. Positions are places in `grouping.order`. */
interface Walk {
  readonly points: AnyMatrix;
  readonly order: Uint32Array;
  readonly starts: Uint32Array;
  /** cluster of a position */
  readonly clusterAt: Uint32Array;
  /** by position: the sum of distances within the cluster; the least mean distance to a whole cluster so far */
  readonly ownSum: Float64Array;
  readonly other: Float64Array;
  /** by position: the sum of its distances to the rows seen of the cluster that is being walked */
  readonly columnSum: Float64Array;
  /** brings the largest coordinate to about 1, so that no square leaves single precision */
  readonly scale: number;
  /** the share below which a difference is computed again */
  readonly cancellation: number;
}

function startWalk(points: AnyMatrix, { order, starts }: Grouping): Walk {
  const clusterAt = new Uint32Array(order.length);
  for (let c = 0; c + 1 < starts.length; c++) clusterAt.fill(c, starts[c], starts[c + 1]);
  const { own, other } = emptyNearness(order.length);
  return {
    points,
    order,
    starts,
    clusterAt,
    ownSum: own,
    other,
    columnSum: new Float64Array(order.length),
    scale: 1 / spread(points),
    cancellation: order.length <= fewPoints ? Infinity : cancellation,
  };
}

/** The largest distance of a coordinate from the first point's; 1 where all points are equal. */
function spread({ numColumns, data }: AnyMatrix): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i] - data[i % numColumns]));
  return largest || 1;
}

/** Sees all pairs of the rows `start` to before `end` with themselves and every later position. */
function addRows(walk: Walk, start: number, end: number): void {
  const { points, order } = walk;
  const origin = centroid(points, order.subarray(start, end));
  const rows = moved(walk, start, end, origin);
  const rowSum = new Float64Array(end - start);
  for (let column = start; column < order.length; column += tileColumns) {
    const columns = moved(walk, column, Math.min(column + tileColumns, order.length), origin);
    addTile(walk, rows, columns, rowSum);
  }
}

/** Some points about another origin, with their squared lengths. */
interface Moved {
  readonly start: number;
  readonly end: number;
  readonly points: Matrix;
  readonly squares: Float64Array;
}

function moved({ points, order, scale }: Walk, start: number, end: number, origin: Float64Array): Moved {
  const dim = points.numColumns;
  const about = matrix(end - start, dim);
  const squares = new Float64Array(end - start);
  for (let i = 0; i < squares.length; i++) {
    const source = order[start + i] * dim;
    for (let j = 0; j < dim; j++) {
      const value = Math.fround((points.data[source + j] - origin[j]) * scale);
      about.data[i * dim + j] = value;
      squares[i] += value * value;
    }
  }
  return { start, end, points: about, squares };
}

/** Adds the distances of a tile, row by row; `rowSum` holds what each row has of a cluster whose columns are not all seen. */
function addTile(walk: Walk, rows: Moved, columns: Moved, rowSum: Float64Array): void {
  const { clusterAt, starts, columnSum, ownSum } = walk;
  const tile = { walk, rows, columns, dots: multiply(rows.points, columns.points, { transposeB: true }).data };
  for (let row = rows.start; row < rows.end; row++) {
    const cluster = clusterAt[row];
    let from = Math.max(row + 1, columns.start);
    while (from < columns.end) {
      const target = clusterAt[from];
      const to = Math.min(starts[target + 1], columns.end);
      if (target === cluster) ownSum[row] += addDistances(tile, row, from, to, ownSum);
      else {
        rowSum[row - rows.start] += addDistances(tile, row, from, to, columnSum);
        if (to === starts[target + 1]) closeTarget(walk, row, target, rowSum, row - rows.start);
      }
      from = to;
    }
    if (row + 1 === starts[cluster + 1]) closeCluster(walk, cluster, Math.max(row + 1, columns.start), columns.end);
  }
}

/** A row has seen all of a later cluster: its mean distance to it is known. */
function closeTarget({ starts, other }: Walk, row: number, target: number, rowSum: Float64Array, index: number): void {
  other[row] = Math.min(other[row], rowSum[index] / (starts[target + 1] - starts[target]));
  rowSum[index] = 0;
}

/** The later positions `from` to before `to` have seen all of a cluster: their mean distances to it are known. */
function closeCluster({ starts, other, columnSum }: Walk, cluster: number, from: number, to: number): void {
  const size = starts[cluster + 1] - starts[cluster];
  for (let column = from; column < to; column++) {
    other[column] = Math.min(other[column], columnSum[column] / size);
    columnSum[column] = 0;
  }
}

interface Tile {
  readonly walk: Walk;
  readonly rows: Moved;
  readonly columns: Moved;
  /** row-major scalar products of the rows with the columns */
  readonly dots: Float32Array;
}

/** Adds the distances between a row and the positions `from` to before `to` to each position in `into`. @returns their sum */
function addDistances({ walk, rows, columns, dots }: Tile, row: number, from: number, to: number, into: Float64Array): number {
  const { squares, start } = columns;
  const offset = (row - rows.start) * squares.length - start;
  const rowSquare = rows.squares[row - rows.start];
  let sum = 0;
  for (let column = from; column < to; column++) {
    const both = rowSquare + squares[column - start];
    let square = both - 2 * dots[offset + column];
    if (!(square >= walk.cancellation * both)) square = exactSquare(walk, row, column);
    const distance = Math.sqrt(square);
    sum += distance;
    into[column] += distance;
  }
  return sum;
}

/** The squared distance between two positions in double precision, scaled as all others are. */
function exactSquare({ points: { data, numColumns }, order, scale }: Walk, row: number, column: number): number {
  const [first, second] = [order[row] * numColumns, order[column] * numColumns];
  let sum = 0;
  for (let j = 0; j < numColumns; j++) {
    const difference = (data[first + j] - data[second + j]) * scale;
    sum += difference * difference;
  }
  return sum;
}

/** From sums by position to means by sample. Only ratios of distances are asked for, so they stay scaled. */
function inSampleOrder({ order, starts, clusterAt, ownSum, other }: Walk): Nearness {
  const nearness = emptyNearness(order.length);
  order.forEach((sample, position) => {
    const cluster = clusterAt[position];
    nearness.own[sample] = ownSum[position] / (starts[cluster + 1] - starts[cluster] - 1);
    nearness.other[sample] = other[position];
  });
  return nearness;
}
