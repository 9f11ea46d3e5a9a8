// Density-based clusters: M. Ester et al., "A density-based algorithm for discovering clusters in large spatial databases with noise", KDD 1996.
import { centred, multiply, row, rowSpan, type Matrix } from '@mmae/matrix';
import { root } from './agglomerate.ts';
import { squaredNorms } from './nearest.ts';
import { checkPoints } from './points.ts';

export interface DbscanOptions {
  /** largest euclidean distance of neighbours */
  readonly radius: number;
  /** a point with at least this number of neighbours, itself included, is a core point; default 5 */
  readonly minPoints?: number;
}

/** Cluster of points that belong to no cluster. */
export const noise = -1;

/**
 * Clusters of connected core points with their neighbours, numbered in order of their first core point. Memory is linear in the number of points.
 *
 * @returns cluster of each point, length `numPoints`; −1 for noise
 * @throws RangeError unless `radius > 0`, `minPoints ≥ 1`, and every number is finite
 */
export function dbscan(points: Matrix, { radius, minPoints = 5 }: DbscanOptions): Int32Array {
  checkPoints('dbscan', points);
  if (!(radius > 0 && minPoints >= 1)) {
    throw new RangeError(`dbscan: expected radius > 0 and minPoints >= 1, got radius=${radius}, minPoints=${minPoints}`);
  }
  const numNeighbours = new Int32Array(points.numRows);
  forEachNeighbours(points, radius, (i, neighbours) => (numNeighbours[i] = neighbours.length));
  const isCore = (i: number) => numNeighbours[i] >= minPoints;
  const parents = Int32Array.from(numNeighbours.keys());
  const coresAround = new Map<number, number[]>();
  forEachNeighbours(points, radius, (i, neighbours) => {
    const cores = neighbours.filter(isCore);
    if (isCore(i)) for (const core of cores) join(parents, i, core);
    else coresAround.set(i, cores);
  });
  return numberedFromCores(parents, isCore, coresAround);
}

/** Keeps the smaller root, so that the root of a cluster is its first core point. */
function join(parents: Int32Array, a: number, b: number): void {
  const [first, second] = [root(parents, a), root(parents, b)];
  parents[Math.max(first, second)] = Math.min(first, second);
}

/** A point that is not a core point belongs to the first cluster with a core point in its neighbourhood. */
function numberedFromCores(parents: Int32Array, isCore: (i: number) => boolean, coresAround: Map<number, number[]>): Int32Array {
  const roots = parents.map((_, i) => (isCore(i) ? root(parents, i) : noise));
  for (const [i, cores] of coresAround) if (cores.length) roots[i] = Math.min(...cores.map((core) => roots[core]));
  const order = [...new Set(roots.filter((first) => first !== noise))].sort((a, b) => a - b);
  const numbers = new Map(order.map((first, number) => [first, number]));
  return roots.map((first) => numbers.get(first) ?? noise);
}

const blockLength = 256;

/** Calls `visit` with the neighbours of each point, a block of points at a time. */
function forEachNeighbours(points: Matrix, radius: number, visit: (point: number, neighbours: number[]) => void): void {
  const shifted = centred(points); // products of smaller numbers are more accurate
  const norms = squaredNorms(shifted);
  for (let start = 0; start < points.numRows; start += blockLength) {
    const block = rowSpan(shifted, start, Math.min(start + blockLength, points.numRows));
    const products = multiply(block, shifted, { transposeB: true });
    for (let i = 0; i < block.numRows; i++) visit(start + i, within(row(products, i), norms, start + i, radius * radius));
  }
}

/** Points with |x − y|² ≤ `limit`, from the products x·y; a point is always its own neighbour. */
function within(products: Float32Array, norms: Float32Array, from: number, limit: number): number[] {
  const neighbours = [];
  for (let j = 0; j < products.length; j++) {
    if (j === from || norms[from] + norms[j] - 2 * products[j] <= limit) neighbours.push(j);
  }
  return neighbours;
}
