import type { FeatureTable } from '@mmae/feature-table';
import { concatColumns, matrix, type Matrix } from '@mmae/matrix';

/**
 * The blocks of a table side by side, modalities in alphabetical order; one that is not named counts as missing and is zero, its train mean.
 *
 * @returns shape `[numSamples, sum of feature lengths]`
 */
export function joinedFeatures({ blocks }: FeatureTable, modalities: readonly string[]): Matrix {
  const parts = Object.keys(blocks)
    .sort()
    .map((modality) => (modalities.includes(modality) ? blocks[modality] : matrix(blocks[modality].numRows, blocks[modality].numColumns)));
  return concatColumns(parts);
}
