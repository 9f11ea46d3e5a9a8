import type { FeatureTable } from '@mmae/feature-table';
import { concatColumns, type Matrix } from '@mmae/matrix';
import { encodeTable, type EncodedTable } from './encoded-table.ts';
import { forwardTable, meanOf, type Forward } from './forward-table.ts';
import { matrixArithmetic } from './matrix-arithmetic.ts';
import { checkFeatures, networksOf, type Model, type ModelNetwork } from './model.ts';
import { codeLogits } from './network.ts';
import type { Weights } from './weights.ts';

/**
 * The embedding of every row from the named modalities alone; one counts where it is present.
 *
 * With a head it is √p, with p the softmax of the codes' logits, averaged over the last stage's networks: euclidean distance is then
 * Hellinger's. Without a head it is the shared latent, the networks' side by side.
 *
 * @returns shape `[numSamples, width]`; zeros for a row that has none of the modalities
 * @throws RangeError for a modality the model does not know, or features of another length
 */
export const embed = (model: Model, table: FeatureTable, modalities: readonly string[]): Matrix =>
  embedEncoded(encodeTable(model, table), modalities);

/** As {@link embed}, of a table that may have been encoded for other modalities before. */
export function embedEncoded({ model, table, through }: EncodedTable, modalities: readonly string[]): Matrix {
  checkFeatures('embed', model, table, modalities);
  const networks = networksOf(model.description);
  const last = networks.filter(({ stage }) => stage === networks.at(-1)!.stage);
  return joined(last, through, modalities);
}

/** The embedding by one network alone. @returns shape `[numSamples, width]` */
export const embedNetwork = (network: ModelNetwork, weights: Weights, table: FeatureTable, modalities: readonly string[]): Matrix =>
  joined([network], (current) => forwardTable(current, weights, table), modalities);

function joined(networks: readonly ModelNetwork[], through: (network: ModelNetwork) => Forward, modalities: readonly string[]): Matrix {
  const hasHead = networks[0].network.numCodes > 0;
  const outputs = networks.map((network) =>
    through(network)(modalities, (pass, { latent }) => (hasHead ? matrixArithmetic.softmax(codeLogits(pass, latent)) : latent)),
  );
  return hasHead ? matrixArithmetic.sqrt(meanOf(outputs)) : concatColumns(outputs);
}
