/**
 * Multiset canonical correlation analysis (J. R. Kettenring, "Canonical analysis of several sets of variables", Biometrika 58, 1971,
 * the MAXVAR criterion), with ridge:
 *
 *   C v = λ D v,   D = blockdiag(Cₘₘ + ridge · mean(diag Cₘₘ) · I),   ρ = (λ − 1) / (M − 1)
 *
 * C is the covariance of the M modalities side by side, with the blocks of D on its diagonal. The embedding is the mean over the modalities present of xₘ Vₘ ρ^power: a modality that
 * is missing is left out of the mean, not imputed. Covariances between two modalities are of the rows that have both.
 */
import type { FeatureTable, Representation } from '@mmae/feature-table';
import { inverseCholesky, matrix, multiply, row, selectRows, topEigen, transpose, type Matrix } from '@mmae/matrix';

export interface MccaOptions {
  /** components kept; fewer where there are fewer features */
  readonly width: number;
  /** what is added to the diagonal of each modality's covariance, as a part of its mean */
  readonly ridge?: number;
  /** how much weight correlation gives a component: ½ suits clusters, 1 retrieval */
  readonly power?: number;
  /** whether train's augmented copies count as further rows */
  readonly copies?: boolean;
  readonly seed?: number;
}

/** Modalities to the shared space, by name: `[featureLength, width]`, ρ^power included. */
type Projections = Readonly<Record<string, Matrix>>;

export function mcca(options: MccaOptions): Representation {
  let projections: Projections | undefined;
  return {
    async fit(train) {
      projections = findProjections(options.copies ? withCopies(train) : [train], options);
    },
    async embed(table, modalities) {
      if (!projections) throw new RangeError('mcca: expected projections, got none. Call fit first.');
      return meanOfPresent(table, modalities, projections);
    },
  };
}

/** The table itself, and one for each augmented copy; a modality with fewer copies than another takes them in turn. */
function withCopies(table: FeatureTable): FeatureTable[] {
  const { ids, blocks, present, copies = {} } = table;
  const most = Math.max(0, ...Object.values(copies).map(({ length }) => length));
  const blockOf = (modality: string, i: number) => copies[modality]?.[i % copies[modality].length] ?? blocks[modality];
  const copied = Array.from({ length: most }, (_, i) => Object.fromEntries(Object.keys(blocks).map((name) => [name, blockOf(name, i)])));
  return [table, ...copied.map((varied) => ({ ids, blocks: varied, present }))];
}

function findProjections(tables: readonly FeatureTable[], { width, ridge = 1, power = 0.5, seed = 0 }: MccaOptions): Projections {
  const lengths = Object.entries(tables[0].blocks).map(([name, { numColumns }]) => [name, numColumns] as const);
  const starts = new Map(lengths.map(([name], i) => [name, lengths.slice(0, i).reduce((sum, [, length]) => sum + length, 0)]));
  const size = lengths.reduce((sum, [, length]) => sum + length, 0);
  const covariance = matrix(size, size);
  const whitening = matrix(size, size); // block diagonal: L⁻¹ of each block of D
  for (const [name] of lengths) {
    for (const [other] of lengths) setBlock(covariance, covarianceOf(tables, name, other), starts.get(name)!, starts.get(other)!);
    const own = withRidge(covarianceOf(tables, name, name), ridge);
    setBlock(covariance, own, starts.get(name)!, starts.get(name)!); // so that λ − 1 is correlation between modalities alone
    setBlock(whitening, inverseCholesky(own), starts.get(name)!, starts.get(name)!);
  }
  const whitened = symmetric(multiply(multiply(whitening, covariance), whitening, { transposeB: true }));
  const { values, vectors } = topEigen(whitened, Math.min(width, size), { seed });
  const directions = multiply(vectors, whitening); // one a row
  const weights = Array.from(values, (value) => Math.max(0, (value - 1) / (lengths.length - 1)) ** power);
  return Object.fromEntries(lengths.map(([name, length]) => [name, projectionOf(directions, weights, starts.get(name)!, length)]));
}

/** Of two modalities, over the rows that have both; blocks are centred on train. @returns shape `[length of first, length of second]` */
function covarianceOf(tables: readonly FeatureTable[], first: string, second: string): Matrix {
  const { present } = tables[0];
  const both = Array.from(present[first].keys()).filter((i) => present[first][i] === 1 && present[second][i] === 1);
  const sums = tables.map(({ blocks }) =>
    multiply(selectRows(blocks[first], both), selectRows(blocks[second], both), { transposeA: true }),
  );
  const count = Math.max(1, both.length) * tables.length;
  const { numRows, numColumns, data } = sums[0];
  return matrix(
    numRows,
    numColumns,
    data.map((_, k) => sums.reduce((sum, part) => sum + part.data[k], 0) / count),
  );
}

function withRidge({ numRows, data }: Matrix, ridge: number): Matrix {
  const result = matrix(numRows, numRows, data.slice());
  const diagonal = Array.from({ length: numRows }, (_, i) => data[i * numRows + i]);
  const added = (ridge * diagonal.reduce((sum, value) => sum + value, 0)) / numRows;
  for (let i = 0; i < numRows; i++) result.data[i * numRows + i] += added;
  return result;
}

function setBlock(target: Matrix, block: Matrix, firstRow: number, firstColumn: number): void {
  for (let i = 0; i < block.numRows; i++) row(target, firstRow + i).set(row(block, i), firstColumn);
}

/** Rounding leaves a product of symmetric matrices a little off. */
function symmetric(source: Matrix): Matrix {
  const turned = transpose(source).data;
  return matrix(
    source.numRows,
    source.numColumns,
    source.data.map((value, k) => (value + turned[k]) / 2),
  );
}

function projectionOf(directions: Matrix, weights: readonly number[], start: number, length: number): Matrix {
  const projection = matrix(length, directions.numRows);
  for (let j = 0; j < directions.numRows; j++) {
    const direction = row(directions, j);
    for (let i = 0; i < length; i++) projection.data[i * projection.numColumns + j] = direction[start + i] * weights[j];
  }
  return projection;
}

function meanOfPresent({ ids, blocks, present }: FeatureTable, modalities: readonly string[], projections: Projections): Matrix {
  const width = Object.values(projections)[0].numColumns;
  const embedding = matrix(ids.length, width);
  const projected = modalities.map((modality) => ({ mask: present[modality], points: multiply(blocks[modality], projections[modality]) }));
  for (let i = 0; i < ids.length; i++) {
    const there = projected.filter(({ mask }) => mask[i] === 1);
    const target = row(embedding, i);
    for (const { points } of there) row(points, i).forEach((value, j) => (target[j] += value / there.length));
  }
  return embedding;
}
