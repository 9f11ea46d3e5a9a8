import type { FeatureTable } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { encodeTable, type EncodedTable } from './encoded-table.ts';
import { meanOf } from './forward-table.ts';
import { checkFeatures, networksOf, type Model } from './model.ts';
import { decode } from './network.ts';

/**
 * A modality's features rebuilt from others, or from itself, by the last stage that has decoders; the mean of its networks.
 *
 * @param from modalities that count, where present
 * @returns shape `[numSamples, featureLength]`; zeros for a row that has none of `from`
 * @throws RangeError for an unknown modality, features of another length, or a model without decoders
 */
export const reconstruct = (model: Model, table: FeatureTable, from: readonly string[], to: string): Matrix =>
  reconstructEncoded(encodeTable(model, table), from, to);

/** As {@link reconstruct}, of a table that may have been encoded for other modalities before. */
export function reconstructEncoded({ model, table, through }: EncodedTable, from: readonly string[], to: string): Matrix {
  checkFeatures('reconstruct', model, table, from);
  if (!Object.hasOwn(model.description.featureLengths, to)) {
    throw new RangeError(`reconstruct: expected a modality of the model, got ${JSON.stringify(to)}.`);
  }
  const rebuilt = networksWithDecoders(model).map((current) =>
    through(current)(from, (pass, { latent, ownParts }) => decode(pass, current.network, to, latent, ownParts[to])),
  );
  return meanOf(rebuilt);
}

/** Whether a stage of the model has decoders. */
export const canReconstruct = ({ description }: Model): boolean => networksOf(description).some(({ network }) => network.hasDecoders);

function networksWithDecoders({ description }: Model) {
  const networks = networksOf(description).filter(({ network }) => network.hasDecoders);
  if (networks.length > 0) return networks.filter(({ stage }) => stage === networks.at(-1)!.stage);
  throw new RangeError('reconstruct: expected a stage that reconstructs, got none. Train one with objective.reconstruction above 0.');
}
