// The features of a table as one matrix. Features are centred on train, so a zero in place of a missing modality is the train mean.
import type { FeatureTable } from '@mmae/feature-table';
import { concatColumns, matrix, row, type Matrix } from '@mmae/matrix';

/** Rows of a modality, zero for the samples that lack it; the same matrix where every sample has the modality. */
export function presentRows({ present }: FeatureTable, modality: string, rows: Matrix): Matrix {
  const mask = present[modality];
  if (!mask.includes(0)) return rows;
  const result = matrix(rows.numRows, rows.numColumns, rows.data.slice());
  for (let i = 0; i < mask.length; i++) if (mask[i] === 0) row(result, i).fill(0);
  return result;
}

/** The block of a modality, zero for the samples that lack it; all zero unless the modality is used. */
export function featuresOrZeros(table: FeatureTable<Matrix>, modality: string, isUsed: boolean): Matrix {
  const block = table.blocks[modality];
  return isUsed ? presentRows(table, modality, block) : matrix(block.numRows, block.numColumns);
}

/**
 * The blocks of all modalities concatenated in alphabetical order. Modalities that a sample lacks or that are not used are zero.
 *
 * @param modalities those that are used
 * @returns shape `[numSamples, sum of feature lengths]`
 */
export function joinedFeatures(table: FeatureTable<Matrix>, modalities: readonly string[]): Matrix {
  const names = Object.keys(table.blocks).sort();
  return concatColumns(names.map((name) => featuresOrZeros(table, name, modalities.includes(name))));
}

/**
 * For each sample the mean of the projections of its modalities; zero for a sample that has none of the modalities.
 *
 * @param project gives the projection of a modality's block, `[numSamples, width]`
 * @returns shape `[numSamples, width]`
 */
export function meanOverPresent(
  table: FeatureTable,
  modalities: readonly string[],
  width: number,
  project: (modality: string) => Matrix,
): Matrix {
  const sum = matrix(table.ids.length, width);
  for (const modality of modalities) {
    const projection = project(modality);
    for (let i = 0; i < sum.numRows; i++) {
      const count = modalities.reduce((total, other) => total + table.present[other][i], 0);
      if (table.present[modality][i]) addShare(row(sum, i), row(projection, i), count);
    }
  }
  return sum;
}

function addShare(target: Float32Array, source: Float32Array, count: number): void {
  for (let j = 0; j < target.length; j++) target[j] += source[j] / count;
}
