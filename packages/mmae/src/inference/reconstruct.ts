import type { FeatureTable } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { checkFeatures, networksOf, type Model } from '../model.ts';
import { decode } from '../network/network.ts';
import { encodeTable, meanOf, type EncodedTable } from './encode-table.ts';

/**
 * The features of modality `to`, reconstructed from the modalities `from`: the mean over the networks of the last stage with decoders.
 *
 * @param from modalities that count where they are present; may include `to`
 * @returns shape `[numSamples, featureLength]`; zeros for a row that has none of `from`
 * @throws RangeError for an unknown modality, features of another width, or a model without decoders
 */
export const reconstruct = (model: Model, table: FeatureTable, from: readonly string[], to: string): Matrix =>
  reconstructEncoded(encodeTable(model, table), from, to);

/** {@link reconstruct} for a table that is used with several subsets: each modality is encoded once. */
export function reconstructEncoded({ model, table, through }: EncodedTable, from: readonly string[], to: string): Matrix {
  checkFeatures('reconstruct', model, table, from);
  if (!Object.hasOwn(model.description.featureLengths, to)) {
    throw new RangeError(`reconstruct: expected a modality of the model, got ${JSON.stringify(to)}.`);
  }
  const reconstructions = networksWithDecoders(model).map((current) =>
    through(current)(from, (pass, { latent, privateLatents }) => decode(pass, current.network, to, latent, privateLatents[to])),
  );
  return meanOf(reconstructions);
}

/** Whether a stage of the model has decoders. */
export const canReconstruct = ({ description }: Model): boolean => networksOf(description).some(({ network }) => network.hasDecoders);

function networksWithDecoders({ description }: Model) {
  const networks = networksOf(description).filter(({ network }) => network.hasDecoders);
  if (networks.length > 0) return networks.filter(({ stage }) => stage === networks.at(-1)!.stage);
  throw new RangeError('reconstruct: expected a stage that reconstructs, got none. Train one with objective.reconstruction above 0.');
}
