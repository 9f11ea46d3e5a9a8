// Principal components with the expected value of missing features given the others: the strongest linear way to treat missing modalities.
// The model is probabilistic PCA's (M. Tipping and C. Bishop, JRSS B 61, 1999): features are Gaussian with the covariance
// C = U·(Λ − σ²)·Uᵀ + σ²·I, the discarded variance σ² being the same in every other direction. Of a sample with the features p,
// E[Uᵀx | x_p] = Λ·U_pᵀ·C_pp⁻¹·x_p = Λ·D^-½·(σ²·I + D^½·U_pᵀ·U_p·D^½)⁻¹·D^½·U_pᵀ·x_p  with D = Λ − σ²; with all features it is Uᵀx.
import type { FeatureTable } from '@mmae/feature-table';
import { resolveOptions } from '@mmae/input';
import { centred, inverseCholesky, matrix, multiply, principalComponents, row, selectRows, type Matrix } from '@mmae/matrix';
import { baseline, type Baseline } from './baseline.ts';
import { pcaOptions, type PcaOptions } from './options.ts';
import { asRow } from './pca.ts';
import { joinedFeatures } from './table-features.ts';

/** The assumed distribution of the concatenated features. */
interface Gaussian {
  /** length `numFeatures` */
  readonly mean: Float32Array;
  /** U, `[width, numFeatures]` */
  readonly components: Matrix;
  /** Λ, length `width` */
  readonly variances: Float32Array;
  /** σ² */
  readonly residual: number;
}

/** The smallest residual as a share of the largest variance; anything below is a rounding error. */
const minResidual = 1e-6;

/** Equal to `pca` where a sample has all modalities; a missing one is estimated from the others instead of counting as its train mean. */
export function pcaFilled(options: PcaOptions = {}): Baseline {
  const { width, seed } = resolveOptions('pcaFilled', pcaOptions, options);
  return baseline<Gaussian>({
    name: 'pcaFilled',
    fit: (train) => fitGaussian(joinedFeatures(train, Object.keys(train.blocks)), width, seed),
    embed: embedExpected,
    toState: ({ mean, components, variances, residual }) => ({
      json: { residual },
      tensors: { mean: asRow(mean), components, variances: asRow(variances) },
    }),
    fromState: ({ json, tensors: { mean, components, variances } }) => ({
      mean: mean.data,
      components,
      variances: variances.data,
      ...(json as { residual: number }),
    }),
  });
}

function fitGaussian(features: Matrix, width: number, seed: number): Gaussian {
  const numComponents = Math.min(width, features.numColumns, features.numRows - 1);
  const { mean, components, variances } = principalComponents(features, numComponents, seed);
  const total = centred(features).data.reduce((sum, value) => sum + value * value, 0) / (features.numRows - 1);
  const kept = variances.reduce((sum, variance) => sum + variance, 0);
  const residual = Math.max((total - kept) / Math.max(1, features.numColumns - numComponents), minResidual * variances[0]);
  return { mean, components, variances: Float32Array.from(variances), residual };
}

/** Samples with the same modalities present are embedded together: each such subset needs one small linear system. */
function embedExpected(fitted: Gaussian, table: FeatureTable<Matrix>, modalities: readonly string[]): Matrix {
  const features = joinedFeatures(table, modalities);
  const embedding = matrix(features.numRows, fitted.components.numRows);
  for (const [key, indices] of samplesByPresence(table, modalities)) {
    const columns = columnsOf(table, key.split('+'));
    const directions = expectedDirections(fitted, columns);
    const rows = selectRows(features, indices);
    for (let i = 0; i < rows.numRows; i++) columns.forEach((isPresent, j) => (row(rows, i)[j] -= isPresent ? fitted.mean[j] : 0));
    const scores = multiply(rows, directions, { transposeB: true });
    indices.forEach((index, i) => row(embedding, index).set(row(scores, i)));
  }
  return embedding;
}

function samplesByPresence({ ids, present }: FeatureTable, modalities: readonly string[]): Map<string, number[]> {
  const indices = new Map<string, number[]>();
  for (const index of ids.keys()) {
    const key = modalities.filter((modality) => present[modality][index] === 1).join('+');
    indices.set(key, [...(indices.get(key) ?? []), index]);
  }
  return indices;
}

/** Whether each column of the joined features belongs to one of the modalities. */
const columnsOf = ({ blocks }: FeatureTable, modalities: readonly string[]): boolean[] =>
  Object.keys(blocks)
    .sort()
    .flatMap((name) => Array.from({ length: blocks[name].numColumns }, () => modalities.includes(name)));

/** The matrix that turns centred features, zero where missing, into expected scores. @returns shape `[width, numFeatures]` */
function expectedDirections({ components, variances, residual }: Gaussian, columns: readonly boolean[]): Matrix {
  const width = components.numRows;
  const visible = matrix(
    width,
    components.numColumns,
    components.data.map((value, at) => (columns[at % columns.length] ? value : 0)),
  );
  const roots = variances.map((variance) => Math.sqrt(Math.max(variance - residual, minResidual * variances[0])));
  const overlap = multiply(visible, visible, { transposeB: true });
  const system = matrix(
    width,
    width,
    overlap.data.map((value, at) => {
      const [i, j] = [Math.floor(at / width), at % width];
      return roots[i] * value * roots[j] + (i === j ? residual : 0);
    }),
  );
  const inverse = inverseCholesky(system);
  const solved = multiply(multiply(inverse, inverse, { transposeA: true }), scaledRows(visible, roots));
  return scaledRows(
    solved,
    roots.map((root, i) => variances[i] / root),
  );
}

const scaledRows = (source: Matrix, factors: Float32Array): Matrix =>
  matrix(
    source.numRows,
    source.numColumns,
    source.data.map((value, at) => value * factors[Math.floor(at / source.numColumns)]),
  );
