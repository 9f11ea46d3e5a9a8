import { firstRows, matrix, row, selectRows, type Matrix } from './matrix.ts';
import { multiply } from './multiply.ts';
import { addMultiple, dot, norm } from './vectors.ts';

/** Rows per panel: a panel is made orthogonal to all previous rows by the fast product, and within itself by loops. */
const panelLength = 16;

/**
 * An orthonormal basis of what `rows` add to the span of `basis` (Gram–Schmidt, each step twice). Rows that add nothing beyond rounding errors are
 * left out.
 *
 * @param basis orthonormal rows; default none
 * @returns shape `[at most numRows, numColumns]`, without the rows of `basis`
 */
export function orthonormalRows(rows: Matrix, basis: Matrix = matrix(0, rows.numColumns)): Matrix {
  const found = matrix(rows.numRows, rows.numColumns);
  let numFound = 0;
  for (let start = 0; start < rows.numRows; start += panelLength) {
    const panel = selectRows(
      rows,
      Array.from({ length: Math.min(panelLength, rows.numRows - start) }, (_, i) => start + i),
    );
    const lengths = Array.from({ length: panel.numRows }, (_, i) => norm(row(panel, i)));
    const before = firstRows(found, numFound);
    for (let pass = 0; pass < 2; pass++) {
      project(panel, basis);
      project(panel, before);
    }
    for (let i = 0; i < panel.numRows; i++) {
      const candidate = row(panel, i);
      for (let pass = 0; pass < 2; pass++) {
        for (let j = before.numRows; j < numFound; j++) addMultiple(candidate, row(found, j), -dot(candidate, row(found, j)));
      }
      const length = norm(candidate);
      if (length > 1e-5 * lengths[i]) row(found, numFound++).set(candidate.map((value) => value / length));
    }
  }
  return firstRows(found, numFound);
}

/** rows −= (rows · basisᵀ) · basis, in place. */
function project(rows: Matrix, basis: Matrix): void {
  if (basis.numRows === 0) return;
  const along = multiply(multiply(rows, basis, { transposeB: true }), basis).data;
  for (let i = 0; i < along.length; i++) rows.data[i] -= along[i];
}
