import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom, type Random } from '@mmae/random';

export const widths = { audio: 4, image: 6, text: 5 };

/** The smallest network that learns such a table. */
export const smallNetwork = { latentDim: 3, encoder: { hidden: [8] }, decoder: { hidden: [8] } };

/** A table of three modalities, each a noisy linear mixture of three shared causes. */
export function syntheticTable(numSamples: number, seed = 1): FeatureTable<Matrix> {
  const random = seededRandom(seed);
  const causes = normalMatrix(numSamples, 3, seededRandom(seed + 1));
  const blocks = Object.fromEntries(Object.entries(widths).map(([modality, width]) => [modality, mix(causes, width, random)]));
  return {
    ids: Array.from({ length: numSamples }, (_, i) => `s${i}`),
    blocks,
    present: Object.fromEntries(Object.keys(widths).map((modality) => [modality, new Uint8Array(numSamples).fill(1)])),
  };
}

function mix(causes: Matrix, width: number, random: Random): Matrix {
  const mixing = normalMatrix(causes.numColumns, width, seededRandom(width));
  const mixture = matrix(causes.numRows, width);
  for (let i = 0; i < causes.numRows; i++) {
    for (let j = 0; j < width; j++) {
      let value = 0.1 * random.normal();
      for (let k = 0; k < causes.numColumns; k++) value += causes.data[i * causes.numColumns + k] * mixing.data[k * width + j] * 0.6;
      mixture.data[i * width + j] = value;
    }
  }
  return mixture;
}

export function normalMatrix(numRows: number, numColumns: number, random: Random): Matrix {
  return matrix(numRows, numColumns, Float32Array.from({ length: numRows * numColumns }, random.normal));
}

/** The table with a modality missing from some rows; its features there are zero. */
export function withoutModality(table: FeatureTable<Matrix>, modality: string, isMissing: (row: number) => boolean): FeatureTable<Matrix> {
  const block = table.blocks[modality];
  const data = block.data.map((x, k) => (isMissing(Math.floor(k / block.numColumns)) ? 0 : x));
  const mask = table.present[modality].map((isPresent, row) => (isMissing(row) ? 0 : isPresent));
  return {
    ...table,
    blocks: { ...table.blocks, [modality]: { ...block, data } },
    present: { ...table.present, [modality]: mask },
  };
}

/** The largest absolute difference between two arrays; infinite where their lengths differ. */
export function maxDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  return Array.from(a).reduce((largest, x, k) => Math.max(largest, Math.abs(x - b[k])), 0);
}
