import { clearBestColumns, columnSpans, multiplyBatch, rowSpans, setOffsets, storeBestColumns, type Operands } from './batch.ts';
import type { Matrix } from './matrix.ts';

/**
 * For each row of `queries`, the index of the row of `candidates` with the largest product plus offset; of equal ones, the first.
 * The products are compared as they are computed, and not stored.
 *
 * With offsets of −|c|²/2 this is the nearest candidate by Euclidean distance; with rows of length 1 and offsets of 0, by cosine.
 *
 * @param offsets one per candidate, length `numCandidates`
 * @returns indices of candidates, length `numQueries`; 0 if every sum is NaN
 * @throws RangeError if the numbers of columns differ, there are no candidates, or there is not one offset per candidate
 */
export function bestMatches(queries: Matrix, candidates: Matrix, offsets: Float32Array): Int32Array {
  const { numRows: numCandidates, numColumns: depth } = candidates;
  if (queries.numColumns !== depth || offsets.length !== numCandidates || numCandidates === 0) {
    throw new RangeError(
      `bestMatches: expected candidates of ${queries.numColumns} numbers with an offset each, got ${numCandidates}×${depth} with ${offsets.length} offsets`,
    );
  }
  const numRows = queries.numRows;
  const operands: Operands = { a: queries, b: candidates, transposeA: false, transposeB: true, numRows, depth, numColumns: numCandidates };
  const best = new Int32Array(numRows);
  for (const rows of rowSpans(operands)) {
    clearBestColumns(rows);
    for (const columns of columnSpans(operands)) {
      setOffsets(offsets, columns);
      multiplyBatch(operands, rows, columns, true);
    }
    storeBestColumns(best, rows);
  }
  return best;
}
