import { multiply, row, selectRows, type Matrix } from '@mmae/matrix';

/** Number of rows that represent a class. */
const numNearest = 5;
/** Rows per chunk, which bounds the memory for distances. */
const rowsPerChunk = 256;

/**
 * The class that each row is most easily confused with: of all classes except its own, the one whose five nearest rows have the smallest mean distance.
 *
 * @param descriptions shape `[labels.length, …]`
 * @param rows indices of the rows in question
 * @returns a class for each of `rows`
 */
export function nearestOtherClass(descriptions: Matrix, labels: readonly string[], rows: readonly number[]): string[] {
  const rowsByClass = new Map<string, number[]>();
  for (const label of new Set(labels)) rowsByClass.set(label, []);
  labels.forEach((label, i) => rowsByClass.get(label)!.push(i));
  const found: string[] = [];
  for (let first = 0; first < rows.length; first += rowsPerChunk) {
    const chunk = rows.slice(first, first + rowsPerChunk);
    const toAll = distances(selectRows(descriptions, chunk), descriptions);
    chunk.forEach((index, i) => found.push(nearestOf(toAll[i], labels[index], rowsByClass)));
  }
  return found;
}

function nearestOf(toAll: Float32Array, own: string, rowsByClass: ReadonlyMap<string, readonly number[]>): string {
  let [nearest, smallest] = [own, Infinity];
  for (const [label, members] of rowsByClass) {
    if (label === own) continue;
    const mean = meanOfSmallest(Float32Array.from(members, (member) => toAll[member]));
    if (mean < smallest) [nearest, smallest] = [label, mean];
  }
  return nearest;
}

function meanOfSmallest(values: Float32Array): number {
  const smallest = values.sort().subarray(0, numNearest);
  return smallest.reduce((sum, value) => sum + value, 0) / smallest.length;
}

/** Euclidean distances between the rows of two matrices. @returns shape `[rows of a][rows of b]` */
export function distances(a: Matrix, b: Matrix): Float32Array[] {
  const products = multiply(a, b, { transposeB: true });
  const [ofA, ofB] = [squares(a), squares(b)];
  return Array.from(ofA, (square, i) => row(products, i).map((product, j) => Math.sqrt(Math.max(0, square + ofB[j] - 2 * product))));
}

const squares = (points: Matrix): Float32Array =>
  Float32Array.from({ length: points.numRows }, (_, i) => row(points, i).reduce((sum, value) => sum + value * value, 0));
