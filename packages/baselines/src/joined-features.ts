import type { FeatureTable } from '@mmae/feature-table';
import { concatColumns, matrix, type Matrix } from '@mmae/matrix';
import { presentRows } from './present-rows.ts';

/**
 * The blocks of a table side by side, modalities in alphabetical order; what a sample lacks, or is not named, is zero, its train mean.
 *
 * @returns shape `[numSamples, sum of feature lengths]`
 */
export function joinedFeatures(table: FeatureTable<Matrix>, modalities: readonly string[]): Matrix {
  const names = Object.keys(table.blocks).sort();
  return concatColumns(names.map((name) => featuresOrZeros(table, name, modalities.includes(name))));
}

/** A modality's block; zeros for the samples that lack it, or for all of them where it is not named. */
export function featuresOrZeros(table: FeatureTable<Matrix>, modality: string, isNamed: boolean): Matrix {
  const block = table.blocks[modality];
  return isNamed ? presentRows(table, modality, block) : matrix(block.numRows, block.numColumns);
}
