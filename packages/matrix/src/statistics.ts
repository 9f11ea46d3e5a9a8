import { row, type Matrix } from './matrix.ts';

/** The mean of every column. @returns shape `[numColumns]`, zeros where there are no rows */
export function columnMeans(source: Matrix): Float64Array {
  const means = new Float64Array(source.numColumns);
  for (let i = 0; i < source.numRows; i++) row(source, i).forEach((value, j) => (means[j] += value));
  return source.numRows ? means.map((sum) => sum / source.numRows) : means;
}
