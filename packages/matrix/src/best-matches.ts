import type { Matrix } from './matrix.ts';
import {
  addPackedProduct,
  blockColumns,
  blockDepth,
  blockRows,
  clearBestColumns,
  clearProduct,
  keepBestColumns,
  packLeft,
  packRight,
  spans,
  storeBestColumns,
} from './product-blocks.ts';

/**
 * For each row of `queries`, the row of `candidates` with the greatest product plus offset; of equal ones the first.
 * The products are compared where they are made and never kept.
 *
 * With offsets of −|c|²/2 it is the nearest candidate by euclidean distance; with rows of length 1 and offsets of 0, by cosine.
 *
 * @param offsets one a candidate, length `numCandidates`
 * @returns rows of `candidates`, length `numQueries`; 0 where every sum is NaN
 * @throws RangeError where the widths differ, or there is not one offset for each of at least one candidate
 */
export function bestMatches(queries: Matrix, candidates: Matrix, offsets: Float32Array): Int32Array {
  const { numRows: numCandidates, numColumns: depth } = candidates;
  if (queries.numColumns !== depth || offsets.length !== numCandidates || numCandidates === 0) {
    throw new RangeError(
      `bestMatches: expected candidates of ${queries.numColumns} numbers with an offset each, got ${numCandidates}×${depth} with ${offsets.length} offsets`,
    );
  }
  const best = new Int32Array(queries.numRows);
  const [columnSpans, depthSpans] = [spans(numCandidates, blockColumns), spans(depth, blockDepth)];
  const isPackedOnce = columnSpans.length === 1 && depthSpans.length === 1;
  for (const rows of spans(queries.numRows, blockRows)) {
    clearBestColumns(rows);
    for (const columns of columnSpans) {
      clearProduct(rows, columns);
      for (const depths of depthSpans) {
        if (!isPackedOnce || rows.start === 0) packRight(candidates, columns, depths, true);
        packLeft(queries, rows, depths);
        addPackedProduct(rows, columns, depths);
      }
      keepBestColumns(rows, columns, offsets);
    }
    storeBestColumns(best, rows);
  }
  return best;
}
