import type { FeatureTable } from '@mmae/feature-table';
import { concatColumns, unitRows, type Matrix } from '@mmae/matrix';
import type { ForwardPass } from '../arithmetic/arithmetic.ts';
import { matrixArithmetic } from '../arithmetic/matrix-arithmetic.ts';
import { checkFeatures, networksOf, type Model, type ModelNetwork } from '../model.ts';
import { headOutput, type Head } from '../network/network.ts';
import type { Weights } from '../network/weights.ts';
import { encodeTable, forwardTable, meanOf, type EncodedTable, type FuseTable } from './encode-table.ts';

/**
 * The embedding of every row from the named modalities, as far as the row has them.
 *
 * Where the last stage learns codes it is √p, with p the softmax of the code logits, averaged over the networks of the stage; the euclidean
 * distance of two embeddings is then √2 times the Hellinger distance. Where it learns the latent of the stage before, it is the direction of
 * the latent reconstructed, averaged over the networks: rows of length 1. Otherwise it is the shared latents of the networks, concatenated.
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
  const predicts = networks[0].network.head?.predicts ?? 'nothing';
  const { ofRows, ofNetworks } = outputs[predicts];
  return ofNetworks(networks.map((network) => through(network)(modalities, (pass, { latent }) => ofRows(pass, latent))));
}

/** What becomes of the shared latent in one network, and of the results of several. */
interface Output {
  ofRows(pass: ForwardPass<Matrix>, latent: Matrix): Matrix;
  ofNetworks(results: readonly Matrix[]): Matrix;
}

/** By what the head predicts. */
const outputs: Readonly<Record<Head['predicts'] | 'nothing', Output>> = {
  nothing: { ofRows: (_, latent) => latent, ofNetworks: concatColumns },
  codes: {
    ofRows: (pass, latent) => matrixArithmetic.softmax(headOutput(pass, latent)),
    ofNetworks: (results) => matrixArithmetic.sqrt(meanOf(results)),
  },
  latent: { ofRows: (pass, latent) => unitRows(headOutput(pass, latent)), ofNetworks: (results) => unitRows(meanOf(results)) },
};
