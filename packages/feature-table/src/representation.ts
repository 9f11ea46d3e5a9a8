import type { Matrix } from '@mmae/matrix';
import type { FeatureTable } from './feature-table.ts';

/** What makes an embedding of features: the Multimodal Autoencoder, PCA, MCCA … */
export interface Representation {
  /** Learns from train; hyperparameters are chosen on validation, without labels. */
  fit(train: FeatureTable<Matrix>, validation: FeatureTable<Matrix>): Promise<void>;
  /**
   * Embeds every row from the named modalities alone; the others count as missing. A row that has none of them gets zeros.
   *
   * @returns shape `[numSamples, width]`; undefined where the method has no answer (raw features have no shared space)
   */
  embed(table: FeatureTable<Matrix>, modalities: readonly string[]): Promise<Matrix | undefined>;
}
