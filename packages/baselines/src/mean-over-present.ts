import type { FeatureTable } from '@mmae/feature-table';
import { matrix, row, type Matrix } from '@mmae/matrix';

/**
 * For each sample the mean, over those of the named modalities that it has, of what `of` gives; zeros where it has none of them.
 *
 * @param of what a modality's block becomes, `[numSamples, width]`
 * @returns shape `[numSamples, width]`
 */
export function meanOverPresent(
  table: FeatureTable,
  modalities: readonly string[],
  width: number,
  of: (modality: string) => Matrix,
): Matrix {
  const sum = matrix(table.ids.length, width);
  for (const modality of modalities) {
    const part = of(modality);
    for (let i = 0; i < sum.numRows; i++) {
      const count = modalities.reduce((total, other) => total + table.present[other][i], 0);
      if (table.present[modality][i]) addShare(row(sum, i), row(part, i), count);
    }
  }
  return sum;
}

function addShare(target: Float32Array, source: Float32Array, count: number): void {
  for (let j = 0; j < target.length; j++) target[j] += source[j] / count;
}
