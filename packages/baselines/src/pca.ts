import type { Representation } from '@mmae/feature-table';
import { principalComponents, projectOnto, type PrincipalComponents } from '@mmae/matrix';
import { joinedFeatures } from './joined-features.ts';

export interface PcaOptions {
  /** principal components kept; fewer where train has fewer rows or columns */
  readonly width: number;
  /** of the randomized range finder */
  readonly seed?: number;
}

/** Principal components of the features side by side. A missing modality counts as its train mean, which is zero. */
export function pca({ width, seed = 0 }: PcaOptions): Representation {
  let components: PrincipalComponents | undefined;
  return {
    async fit(train) {
      const features = joinedFeatures(train, Object.keys(train.blocks));
      components = principalComponents(features, Math.min(width, features.numColumns, features.numRows - 1), seed);
    },
    async embed(table, modalities) {
      if (!components) throw new RangeError('pca: expected components, got none. Call fit first.');
      return projectOnto(components, joinedFeatures(table, modalities));
    },
  };
}
