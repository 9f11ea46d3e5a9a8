// Multiset canonical correlation (J. Kettenring, "Canonical analysis of several sets of variables", Biometrika 58, 1971, MAXVAR and
// SUMCOR in one eigenproblem; with a ridge, H. Vinod, Journal of Econometrics 4, 1976):
//
//     C·v = λ·D·v     D: the blocks of C within each modality, ridge on the diagonal;  C: D, and the blocks between modalities
//
// λ is 1 where modalities have nothing in common and M, their number, where they are equal, so ρ = (λ − 1)/(M − 1) is a correlation.
import type { FeatureTable } from '@mmae/feature-table';
import { inverseCholesky, matrix, multiply, row, topEigen, type Matrix } from '@mmae/matrix';
import { presentRows } from './table-features.ts';

/** For each modality the directions that correlate most with those of the others, strongest first. */
export interface Directions {
  /** by modality, `[numComponents, featureLength]` */
  readonly projections: Readonly<Record<string, Matrix>>;
  /** mean correlation between modalities along each direction, 0 … 1; length `numComponents` */
  readonly correlations: Float32Array;
}

/** Second moments of every pair of modalities: element [a][b] is the matrix of modalities a and b. Features are centred. */
export type Moments = readonly (readonly Matrix[])[];

/** The rows of every modality, zero where a sample lacks it: of the samples, or of their augmented copies. */
export type View = Readonly<Record<string, Matrix>>;

/** The samples and each of their augmented copies as views. A modality with fewer copies than another repeats its copies. */
export function viewsOf(table: FeatureTable<Matrix>, withCopies: boolean): View[] {
  const { blocks, copies = {} } = table;
  const numCopies = withCopies ? Math.max(0, ...Object.values(copies).map(({ length }) => length)) : 0;
  const copyOf = (modality: string, index: number) => copies[modality]?.[index % copies[modality].length] ?? blocks[modality];
  const view = (of: (modality: string) => Matrix) =>
    Object.fromEntries(Object.keys(blocks).map((modality) => [modality, presentRows(table, modality, of(modality))]));
  return [view((modality) => blocks[modality]), ...Array.from({ length: numCopies }, (_, index) => view((name) => copyOf(name, index)))];
}

/**
 * Second moments of each pair of modalities over the samples that have both, in all views.
 *
 * @returns for modalities a and b a matrix `[length of a, length of b]`; zero where no sample has both
 */
export function momentsOf({ present }: FeatureTable, views: readonly View[], modalities: readonly string[]): Moments {
  const numShared = (a: string, b: string) => present[a].reduce((count, has, i) => count + has * present[b][i], 0);
  return modalities.map((a) => modalities.map((b) => momentOf(views, a, b, numShared(a, b) * views.length)));
}

function momentOf(views: readonly View[], a: string, b: string, count: number): Matrix {
  const moment = matrix(views[0][a].numColumns, views[0][b].numColumns);
  if (count === 0) return moment;
  for (const view of views) {
    const product = multiply(view[a], view[b], { transposeA: true }).data;
    for (let i = 0; i < product.length; i++) moment.data[i] += product[i] / count;
  }
  return moment;
}

export interface DirectionsOptions {
  /** added to the variance of every feature, as a share of the mean variance of its modality */
  readonly ridge: number;
  readonly numComponents: number;
  readonly seed: number;
}

/** The directions with the largest λ, each v scaled to vᵀ·D·v = 1. */
export function correlationDirections(modalities: readonly string[], moments: Moments, options: DirectionsOptions): Directions {
  const { ridge, numComponents, seed } = options;
  const whitenings = modalities.map((_, index) => inverseCholesky(withRidge(moments[index][index], ridge)));
  const { values, vectors } = topEigen(whitened(moments, whitenings), numComponents, { seed });
  let start = 0;
  const projections = modalities.map((modality, index) => {
    const part = columnsOf(vectors, start, whitenings[index].numRows);
    start += whitenings[index].numRows;
    return [modality, multiply(part, whitenings[index])];
  });
  const correlations = Float32Array.from(values, (value) => Math.max((value - 1) / (modalities.length - 1), 0));
  return { projections: Object.fromEntries(projections), correlations };
}

function withRidge(moment: Matrix, ridge: number): Matrix {
  const size = moment.numRows;
  const ridged = matrix(size, size, moment.data.slice());
  let trace = 0;
  for (let i = 0; i < size; i++) trace += moment.data[i * size + i];
  for (let i = 0; i < size; i++) ridged.data[i * size + i] += (ridge * trace) / size;
  return ridged;
}

/** D^(−½)·C·D^(−½): the identity within modalities, W·C·Wᵀ between them. */
function whitened(moments: Moments, whitenings: readonly Matrix[]): Matrix {
  const size = whitenings.reduce((sum, { numRows }) => sum + numRows, 0);
  const result = matrix(size, size);
  for (let i = 0; i < size; i++) row(result, i)[i] = 1;
  let top = 0;
  whitenings.forEach((left, a) => {
    let start = 0;
    whitenings.forEach((right, b) => {
      if (a !== b) writeBlock(result, multiply(multiply(left, moments[a][b]), right, { transposeB: true }), top, start);
      start += right.numRows;
    });
    top += left.numRows;
  });
  return result;
}

function writeBlock(target: Matrix, block: Matrix, top: number, start: number): void {
  for (let i = 0; i < block.numRows; i++) row(target, top + i).set(row(block, i), start);
}

function columnsOf(source: Matrix, start: number, length: number): Matrix {
  const columns = matrix(source.numRows, length);
  for (let i = 0; i < source.numRows; i++) row(columns, i).set(row(source, i).subarray(start, start + length));
  return columns;
}
