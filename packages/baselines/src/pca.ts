// The features themselves, and their principal components: of all modalities together, and of each.
import { samplesWithAny, type FeatureTable } from '@mmae/feature-table';
import { resolveOptions } from '@mmae/input';
import {
  concatColumns,
  matrix,
  multiply,
  principalComponents,
  projectOnto,
  row,
  selectRows,
  type Matrix,
  type PrincipalComponents,
} from '@mmae/matrix';
import { baseline, type Baseline } from './baseline.ts';
import { pcaOptions, pcaPerModalityOptions, type PcaOptions, type PcaPerModalityOptions } from './options.ts';
import { featuresOrZeros, joinedFeatures } from './table-features.ts';

/** The scaled features, concatenated. They have no shared space, so there is no embedding from fewer than all modalities. */
export function raw(): Baseline {
  return {
    async fit() {},
    async embed(table, modalities) {
      const isWhole = Object.keys(table.blocks).every((modality) => modalities.includes(modality));
      return isWhole ? joinedFeatures(table, modalities) : undefined;
    },
    state: () => ({ json: {}, tensors: {} }),
    restore() {},
    chosen: () => ({}),
  };
}

/** Principal components of all features, concatenated. A missing modality counts as its train mean, which is zero. */
export function pca(options: PcaOptions = {}): Baseline {
  const { width, seed } = resolveOptions('pca', pcaOptions, options);
  return baseline<PrincipalComponents>({
    name: 'pca',
    fit(train) {
      const features = joinedFeatures(train, Object.keys(train.blocks));
      return principalComponents(features, Math.min(width, features.numColumns, features.numRows - 1), seed);
    },
    embed: (components, table, modalities) => projectOnto(components, joinedFeatures(table, modalities)),
    toState: ({ mean, components, variances }) => ({ json: {}, tensors: { mean: asRow(mean), components, variances: asRow(variances) } }),
    fromState: ({ tensors: { mean, components, variances } }) => ({
      mean: mean.data,
      components,
      variances: Float64Array.from(variances.data),
    }),
  });
}

/** Numbers as a matrix with one row. */
export function asRow(values: Float32Array | Float64Array): Matrix {
  return matrix(1, values.length, Float32Array.from(values));
}

/** Principal axes by modality, `[number of its components, featureLength]`. */
type Projections = Readonly<Record<string, Matrix>>;

/** Principal components of each modality, concatenated. The components of a missing modality are zero, as for its train mean. */
export function pcaPerModality(options: PcaPerModalityOptions = {}): Baseline {
  const { width, whiten, seed } = resolveOptions('pcaPerModality', pcaPerModalityOptions, options);
  return baseline<Projections>({
    name: 'pcaPerModality',
    fit(train) {
      const modalities = Object.keys(train.blocks).sort();
      const widthOf = (index: number) => Math.floor((width + modalities.length - 1 - index) / modalities.length);
      return Object.fromEntries(modalities.map((modality, index) => [modality, axesOf(train, modality, widthOf(index), whiten, seed)]));
    },
    embed: (projections, table, modalities) =>
      concatColumns(
        Object.entries(projections).map(([modality, axes]) =>
          multiply(featuresOrZeros(table, modality, modalities.includes(modality)), axes, { transposeB: true }),
        ),
      ),
    toState: (projections) => ({ json: {}, tensors: projections }),
    fromState: ({ tensors }) => tensors,
  });
}

function axesOf(train: FeatureTable<Matrix>, modality: string, width: number, whiten: boolean, seed: number): Matrix {
  const features = selectRows(train.blocks[modality], samplesWithAny(train, [modality]));
  const { components, variances } = principalComponents(features, Math.min(width, features.numColumns, features.numRows - 1), seed);
  if (!whiten) return components;
  const whitened = matrix(components.numRows, components.numColumns, components.data.slice());
  variances.forEach((variance, i) => {
    const axis = row(whitened, i);
    for (let j = 0; j < axis.length; j++) axis[j] = variance > 0 ? axis[j] / Math.sqrt(variance) : 0;
  });
  return whitened;
}
