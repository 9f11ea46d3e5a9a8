export { bestMatches } from './best-matches.ts';
export { inverseCholesky } from './cholesky.ts';
export {
  concatColumns,
  concatRows,
  firstRows,
  matrix,
  row,
  rowPieces,
  rowSpan,
  selectRows,
  transpose,
  type AnyMatrix,
  type DoubleMatrix,
  type Matrix,
  type Rows,
  type StoredRows,
} from './matrix.ts';
export { multiply, type MultiplyOptions } from './multiply.ts';
export { principalComponents, projectOnto, type PrincipalComponents } from './principal-components.ts';
export { centred, columnMeans, covariance, unitRows } from './statistics.ts';
export { symmetricEigen, type Eigenpairs } from './symmetric-eigen.ts';
export { topEigen, type TopEigenOptions } from './top-eigen.ts';
export { firstNotFinite } from './vectors.ts';
