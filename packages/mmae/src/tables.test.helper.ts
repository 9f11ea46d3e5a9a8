import type { FeatureTable } from '@mmae/feature-table';
import { matrix, type Matrix } from '@mmae/matrix';
import { seededRandom, type Random } from '@mmae/random';

export const widths = { audio: 4, image: 6, text: 5 };

/** Samples of three modalities, each a noisy linear view of three shared causes. */
export function sharedCauses(numSamples: number, seed = 1): FeatureTable<Matrix> {
  const random = seededRandom(seed);
  const causes = normalMatrix(numSamples, 3, seededRandom(seed + 1));
  const blocks = Object.fromEntries(Object.entries(widths).map(([modality, width]) => [modality, view(causes, width, random)]));
  return {
    ids: Array.from({ length: numSamples }, (_, i) => `s${i}`),
    blocks,
    present: Object.fromEntries(Object.keys(widths).map((modality) => [modality, new Uint8Array(numSamples).fill(1)])),
  };
}

function view(causes: Matrix, width: number, random: Random): Matrix {
  const mixing = normalMatrix(causes.numColumns, width, seededRandom(width));
  const seen = matrix(causes.numRows, width);
  for (let i = 0; i < causes.numRows; i++) {
    for (let j = 0; j < width; j++) {
      let value = 0.1 * random.normal();
      for (let k = 0; k < causes.numColumns; k++) value += causes.data[i * causes.numColumns + k] * mixing.data[k * width + j] * 0.6;
      seen.data[i * width + j] = value;
    }
  }
  return seen;
}

export function normalMatrix(numRows: number, numColumns: number, random: Random): Matrix {
  return matrix(numRows, numColumns, Float32Array.from({ length: numRows * numColumns }, random.normal));
}

/** The table with a modality missing in some rows, whose features are zero. */
export function without(table: FeatureTable<Matrix>, modality: string, isMissing: (row: number) => boolean): FeatureTable<Matrix> {
  const block = table.blocks[modality];
  const data = block.data.map((x, k) => (isMissing(Math.floor(k / block.numColumns)) ? 0 : x));
  const mask = table.present[modality].map((isPresent, row) => (isMissing(row) ? 0 : isPresent));
  return {
    ...table,
    blocks: { ...table.blocks, [modality]: { ...block, data } },
    present: { ...table.present, [modality]: mask },
  };
}

/** The largest difference of two lists of numbers. */
export function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  return Array.from(a).reduce((largest, x, k) => Math.max(largest, Math.abs(x - b[k])), 0);
}
