import type { FeatureTable } from '@mmae/feature-table';
import { concatColumns, type Matrix } from '@mmae/matrix';
import { matrixArithmetic } from '../arithmetic/matrix-arithmetic.ts';
import { checkFeatures, networksOf, type Model, type ModelNetwork } from '../model.ts';
import { codeLogits } from '../network/network.ts';
import type { Weights } from '../network/weights.ts';
import { encodeTable, forwardTable, meanOf, type EncodedTable, type FuseTable } from './encode-table.ts';

/**
 * The embedding of every row from the named modalities, as far as the row has them.
 *
 * Where the last stage learns codes it is √p, with p the softmax of the code logits, averaged over the networks of the stage; the euclidean
 * distance of two embeddings is then √2 times the Hellinger distance. Otherwise it is the shared latents of the networks, concatenated.
 *
 * @returns shape `[numSamples, width]`; zeros for a row that has none of the modalities
 * @throws RangeError for a modality that the model does not have, or features of another width
 */
export const embed = (model: Model, table: FeatureTable, modalities: readonly string[]): Matrix =>
  embedEncoded(encodeTable(model, table), modalities);

/** {@link embed} of a table that is used with several subsets: each modality is encoded once. */
export function embedEncoded({ model, table, through }: EncodedTable, modalities: readonly string[]): Matrix {
  checkFeatures('embed', model, table, modalities);
  const networks = networksOf(model.description);
  const last = networks.filter(({ stage }) => stage === networks.at(-1)!.stage);
  return embedThrough(last, through, modalities);
}

/** The embedding by one network. @returns shape `[numSamples, width]` */
export const embedNetwork = (network: ModelNetwork, weights: Weights, table: FeatureTable, modalities: readonly string[]): Matrix =>
  embedThrough([network], (current) => forwardTable(current, weights, table), modalities);

function embedThrough(
  networks: readonly ModelNetwork[],
  through: (network: ModelNetwork) => FuseTable,
  modalities: readonly string[],
): Matrix {
  const hasHead = networks[0].network.numCodes > 0;
  const outputs = networks.map((network) =>
    through(network)(modalities, (pass, { latent }) => (hasHead ? matrixArithmetic.softmax(codeLogits(pass, latent)) : latent)),
  );
  return hasHead ? matrixArithmetic.sqrt(meanOf(outputs)) : concatColumns(outputs);
}
