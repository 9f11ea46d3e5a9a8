import type { FeatureTable } from '@mmae/feature-table';
import { matrix, row, type Matrix } from '@mmae/matrix';

/** Rows of a modality with zeros for the samples that lack it, whatever stands there; the same matrix where all have it. */
export function presentRows({ present }: FeatureTable, modality: string, rows: Matrix): Matrix {
  const mask = present[modality];
  if (!mask.includes(0)) return rows;
  const result = matrix(rows.numRows, rows.numColumns, rows.data.slice());
  for (let i = 0; i < mask.length; i++) if (mask[i] === 0) row(result, i).fill(0);
  return result;
}
