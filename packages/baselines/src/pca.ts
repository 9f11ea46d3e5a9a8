import { matrix, principalComponents, projectOnto, type Matrix, type PrincipalComponents } from '@mmae/matrix';
import { baseline, type Baseline } from './baseline.ts';
import { joinedFeatures } from './joined-features.ts';

export interface PcaOptions {
  /** principal components kept, fewer where train has fewer rows or columns; 64 where it is not given */
  readonly width?: number;
  /** of the randomized range finder; 0 where it is not given */
  readonly seed?: number;
}

/** Principal components of the features side by side. A missing modality counts as its train mean, which is zero. */
export function pca({ width = 64, seed = 0 }: PcaOptions = {}): Baseline {
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
