// The near rows of every row, without comparing all: rows are divided among pivots, and whole cells are left out by the distance of a row from the hyperplane
// between two pivots (generalized hyperplanes: J. Uhlmann, "Satisfying general proximity/similarity queries with metric trees", 1991). Nothing is missed.
import { matrix, multiply, row, rowSpan, selectRows, type Matrix } from '@mmae/matrix';
import { seededRandom } from '@mmae/random';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Two rows, and how similar they are. */
export interface NearPair {
  readonly a: number;
  readonly b: number;
  readonly cosine: number;
}

export interface NearRowsOptions {
  readonly minCosine: number;
  /** nearest rows that are given for each row */
  readonly maxPerRow: number;
  /** whether two rows may be a pair at all */
  readonly mayPair: (a: number, b: number) => boolean;
  readonly signal?: AbortSignal;
  /** @param share of the rows that were compared, 0 … 1 */
  readonly onProgress?: (share: number) => void;
}

/** Rows that are compared with the pivots at a time. */
const chunkLength = 1024;

/** Sums in single precision differ by less. */
const tolerance = 1e-4;

/**
 * For each row `a`, its nearest rows `b` with a cosine of at least `minCosine`, exactly. A pair of rows is given for both of them.
 *
 * Time grows with the number of rows times the size of a neighbourhood; where every row is near every other one, with the square of their number.
 *
 * @param unit rows of length 1; rows of zeros have no near rows
 * @yields the pairs of a chunk of rows
 */
export async function* nearRows(unit: Matrix, { signal, onProgress, ...options }: NearRowsOptions): AsyncGenerator<readonly NearPair[]> {
  const cells = divide(unit);
  const maxDistance = Math.sqrt(2 - 2 * options.minCosine) + tolerance;
  for (let start = 0; start < unit.numRows; start += chunkLength) {
    await nextTurn(); // lets signal handlers run
    signal?.throwIfAborted();
    onProgress?.(start / unit.numRows);
    const chunk = rowSpan(unit, start, Math.min(start + chunkLength, unit.numRows));
    const toPivots = multiply(chunk, cells.pivots, { transposeB: true });
    yield Array.from({ length: chunk.numRows }, (_, i) => {
      const near = cellsWithin(maxDistance, cells, cells.cellOf[start + i]!, row(toPivots, i));
      return nearest(unit, start + i, near, options);
    }).flat();
  }
}

/** Rows by the most similar of √n pivots, which are random rows. */
interface Cells {
  readonly pivots: Matrix;
  /** distances of any two pivots, shape `[numPivots, numPivots]` */
  readonly distances: Matrix;
  /** the cell of each row */
  readonly cellOf: Uint32Array;
  /** the rows of each cell, ascending */
  readonly members: readonly (readonly number[])[];
}

function divide(unit: Matrix): Cells {
  const numPivots = Math.ceil(Math.sqrt(unit.numRows));
  const pivots = selectRows(unit, seededRandom(0).permutation(unit.numRows).subarray(0, numPivots));
  const cellOf = new Uint32Array(unit.numRows);
  const members = Array.from({ length: numPivots }, (): number[] => []);
  for (let start = 0; start < unit.numRows; start += chunkLength) {
    const end = Math.min(start + chunkLength, unit.numRows);
    const toPivots = multiply(rowSpan(unit, start, end), pivots, { transposeB: true });
    for (let i = start; i < end; i++) {
      cellOf[i] = indexOfLargest(row(toPivots, i - start));
      members[cellOf[i]!]!.push(i);
    }
  }
  return { pivots, distances: distancesOf(pivots), cellOf, members };
}

/** `|p − q|² = p·p + q·q − 2 p·q`; a pivot may be a row of zeros. */
function distancesOf(pivots: Matrix): Matrix {
  const { data, numColumns } = multiply(pivots, pivots, { transposeB: true });
  const squareOf = (pivot: number) => data[pivot * numColumns + pivot]!;
  const distances = data.map((product, i) =>
    Math.sqrt(Math.max(0, squareOf(Math.floor(i / numColumns)) + squareOf(i % numColumns) - 2 * product)),
  );
  return matrix(numColumns, numColumns, distances);
}

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/**
 * The cells that can hold a row within a distance of one row `y` of cell q. Every row of cell p has `x·p ≥ x·q`, so its distance from y is at least
 * that of y from this half of the space, `(y·q − y·p) / |p − q|`. With rows of one length, a pivot of zeros is like any other.
 */
function cellsWithin(maxDistance: number, { distances, members }: Cells, own: number, toPivots: Float32Array): (readonly number[])[] {
  const fromOwn = row(distances, own);
  return members.filter((_, cell) => toPivots[own]! - toPivots[cell]! <= maxDistance * fromOwn[cell]! + tolerance);
}

type PairRules = Pick<NearRowsOptions, 'minCosine' | 'maxPerRow' | 'mayPair'>;

function nearest(unit: Matrix, a: number, cells: readonly (readonly number[])[], { minCosine, maxPerRow, mayPair }: PairRules): NearPair[] {
  const found: NearPair[] = [];
  for (const members of cells) {
    for (const b of members) {
      if (b === a || !mayPair(a, b)) continue;
      const cosine = product(unit, a, b);
      if (cosine >= minCosine) found.push({ a, b, cosine });
    }
  }
  return found.sort((left, right) => right.cosine - left.cosine || left.b - right.b).slice(0, maxPerRow);
}

function product({ data, numColumns }: Matrix, a: number, b: number): number {
  let sum = 0;
  for (let i = a * numColumns, j = b * numColumns, end = i + numColumns; i < end; i++, j++) sum += data[i]! * data[j]!;
  return sum;
}
