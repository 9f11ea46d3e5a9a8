import type { Matrix } from '@mmae/matrix';
import type { FeatureTable } from './feature-table.ts';

/** A method that embeds features: the Multimodal Autoencoder, PCA, MCCA … */
export interface Representation {
  /** Learns from train. Hyperparameters are chosen on validation, without labels. */
  fit(train: FeatureTable<Matrix>, validation: FeatureTable<Matrix>): Promise<void>;
  /**
   * Embeds every row from the given modalities; the others count as missing. A row without any of them gets zeros.
   *
   * @returns shape `[numSamples, width]`; undefined if the method cannot embed these modalities (raw features have no shared space)
   */
  embed(table: FeatureTable<Matrix>, modalities: readonly string[]): Promise<Matrix | undefined>;
}
