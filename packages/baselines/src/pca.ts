import { resolveOptions } from '@mmae/input';
import { matrix, principalComponents, projectOnto, type Matrix, type PrincipalComponents } from '@mmae/matrix';
import { baseline, type Baseline } from './baseline.ts';
import { joinedFeatures } from './joined-features.ts';
import { pcaOptions, type PcaOptions } from './options.ts';

/** Principal components of the features side by side. A missing modality counts as its train mean, which is zero. */
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

/** Numbers as a matrix of one row. */
export function asRow(values: Float32Array | Float64Array): Matrix {
  return matrix(1, values.length, Float32Array.from(values));
}
