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
 * @yields the pairs of one cell of rows
 */
export async function* nearRows(unit: Matrix, { signal, onProgress, ...options }: NearRowsOptions): AsyncGenerator<readonly NearPair[]> {
  const { cells, pivots } = divide(unit);
  const fromPivots = distancesOf(pivots);
  const maxDistance = Math.sqrt(2 - 2 * options.minCosine) + tolerance;
  let numDone = 0;
  for (const [own, cell] of cells.entries()) {
    await nextTurn(); // lets signal handlers run
    signal?.throwIfAborted();
    onProgress?.(numDone / unit.numRows);
    const toPivots = multiply(cell.unit, pivots, { transposeB: true });
    const near = cell.rows.map((): NearPair[] => []);
    for (const [other, { rows, unit: others }] of cells.entries()) {
      const close = rowsNear(toPivots, own, other, maxDistance * row(fromPivots, own)[other]!);
      if (close.length === 0 || rows.length === 0) continue;
      const products = multiply(selectRows(cell.unit, close), others, { transposeB: true });
      for (const [at, i] of close.entries()) near[i] = nearest(near[i]!, cell.rows[i]!, rows, row(products, at), options);
    }
    yield near.flat();
    numDone += cell.rows.length;
  }
}

/** The rows that are most similar to one pivot. */
interface Cell {
  /** ascending */
  readonly rows: readonly number[];
  /** a copy of these rows */
  readonly unit: Matrix;
}

/** Rows by the most similar of √n pivots, which are random rows. */
function divide(unit: Matrix): { readonly cells: readonly Cell[]; readonly pivots: Matrix } {
  const numPivots = Math.ceil(Math.sqrt(unit.numRows));
  const pivots = selectRows(unit, seededRandom(0).permutation(unit.numRows).subarray(0, numPivots));
  const members = Array.from({ length: numPivots }, (): number[] => []);
  for (let start = 0; start < unit.numRows; start += chunkLength) {
    const end = Math.min(start + chunkLength, unit.numRows);
    const toPivots = multiply(rowSpan(unit, start, end), pivots, { transposeB: true });
    for (let i = start; i < end; i++) members[indexOfLargest(row(toPivots, i - start))]!.push(i);
  }
  return { cells: members.map((rows) => ({ rows, unit: selectRows(unit, rows) })), pivots };
}

/** Distances of any two pivots: `|p − q|² = p·p + q·q − 2 p·q`; a pivot may be a row of zeros. */
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
 * The rows `y` of cell q that can be within a distance of a row of cell p. Every row `x` of cell p has `x·p ≥ x·q`, so its distance from y is at least that
 * of y from this half of the space, `(y·q − y·p) / |p − q|`.
 *
 * @param reach the distance times |p − q|
 * @returns indices into the cell
 */
function rowsNear(toPivots: Matrix, q: number, p: number, reach: number): number[] {
  const close: number[] = [];
  for (let i = 0, at = 0; i < toPivots.numRows; i++, at += toPivots.numColumns) {
    if (toPivots.data[at + q]! - toPivots.data[at + p]! <= reach + tolerance) close.push(i);
  }
  return close;
}

type PairRules = Pick<NearRowsOptions, 'minCosine' | 'maxPerRow' | 'mayPair'>;

/** The nearest of those found so far and of the rows of one more cell. */
function nearest(
  found: NearPair[],
  a: number,
  rows: readonly number[],
  cosines: Float32Array,
  { minCosine, maxPerRow, mayPair }: PairRules,
): NearPair[] {
  for (let i = 0; i < rows.length; i++) {
    const cosine = cosines[i]!;
    if (cosine >= minCosine && rows[i] !== a && mayPair(a, rows[i]!)) found.push({ a, b: rows[i]!, cosine });
  }
  if (found.length <= maxPerRow) return found;
  return found.sort((left, right) => right.cosine - left.cosine || left.b - right.b).slice(0, maxPerRow);
}
