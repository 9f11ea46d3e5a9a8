import type { Matrix } from '@mmae/matrix';

/** Samples as numbers: one row a sample, one block a modality, a presence mask. No labels. */
export interface FeatureTable {
  readonly ids: readonly string[];
  /** a modality's features, `[numSamples, featureLength]`; the row of a sample that lacks it is zero and is not to be read */
  readonly blocks: Readonly<Record<string, Matrix>>;
  /** a modality's mask, `[numSamples]`: 1 where the sample has it, else 0 */
  readonly present: Readonly<Record<string, Uint8Array>>;
  /** a modality's augmented copies of the same rows, each shaped as its block; train alone has them */
  readonly copies?: Readonly<Record<string, readonly Matrix[]>>;
}
