import type { FeatureTable } from '@mmae/feature-table';
import type { MmaeOptions, StageOptions } from './options.ts';
import { networkOf, networkShapes, type Head, type Network } from './network/network.ts';
import type { Weights } from './network/weights.ts';

/** A trained Multimodal Autoencoder as plain data: a description that is JSON, and arrays by name. */
export interface Model {
  readonly description: ModelDescription;
  /** named `<stage>.<network>.<weight>`, such as `plain.0.image.encoder.0.weight` */
  readonly weights: Weights;
}

/** Everything that the names and shapes of a model's weights follow from. */
export interface ModelDescription {
  readonly options: MmaeOptions;
  /** number of features by modality */
  readonly featureLengths: Readonly<Record<string, number>>;
  /** number of codes by stage; stages that learn none are missing */
  readonly numCodes: Readonly<Record<string, number>>;
}

/** One network of a model. */
export interface ModelNetwork {
  readonly stage: string;
  /** index within the stage */
  readonly index: number;
  readonly network: Network;
}

/** The networks of a model in the order in which they are trained. */
export function networksOf({ options, featureLengths, numCodes }: ModelDescription): ModelNetwork[] {
  let widthBefore = 0; // of the embeddings by the networks of the stage before, side by side
  return Object.entries(options.stages).flatMap(([stage, stageOptions]) => {
    const head = headOf(stageOptions, numCodes[stage], widthBefore);
    const network = networkOf(stageOptions, featureLengths, head);
    widthBefore = stageOptions.numNetworks * (head?.width ?? stageOptions.network.latentDim);
    return Array.from({ length: stageOptions.numNetworks }, (_, index) => ({ stage, index, network }));
  });
}

/** @param numCodes undefined where they are not found yet: the head is missing until then */
function headOf({ objective }: StageOptions, numCodes: number | undefined, widthBefore: number): Head | undefined {
  if (objective.codes > 0) return numCodes ? { predicts: 'codes', width: numCodes } : undefined;
  return objective.latent > 0 ? { predicts: 'latent', width: widthBefore } : undefined;
}

/** `<stage>.<network>` */
export const weightPrefix = ({ stage, index }: ModelNetwork) => `${stage}.${index}`;

/**
 * The weights of one network, without the prefix in their names. They are in the order of the network's shapes, not that of the file,
 * because sums over them depend on the order in their last bits.
 *
 * @throws RangeError where one is missing or has another shape
 */
export function networkWeights(weights: Weights, current: ModelNetwork): Weights {
  const entries = Object.entries(networkShapes(current.network)).map(([name, shape]) => {
    const fullName = `${weightPrefix(current)}.${name}`;
    const weight = weights[fullName];
    if (String(weight?.shape) !== String(shape)) {
      const got = weight ? `[${weight.shape.join(', ')}]` : 'none';
      throw new RangeError(
        `networkWeights: expected shape [${shape.join(', ')}] for ${fullName}, got ${got}. The weights are of another model.`,
      );
    }
    return [name, weight] as const;
  });
  return Object.fromEntries(entries);
}

/** @throws RangeError for a modality that the model does not have, or features of another width. @param caller opens the message */
export function checkFeatures(caller: string, { description }: Model, table: FeatureTable, modalities: readonly string[]): void {
  const { featureLengths } = description;
  for (const modality of modalities) {
    if (!Object.hasOwn(featureLengths, modality)) {
      const known = Object.keys(featureLengths).join(', ');
      throw new RangeError(`${caller}: expected modalities out of ${known}, got ${JSON.stringify(modality)}.`);
    }
    const got = table.blocks[modality]?.numColumns ?? 'none';
    if (got !== featureLengths[modality]) {
      const rule = `${featureLengths[modality]} features of ${modality}`;
      throw new RangeError(`${caller}: expected ${rule}, got ${got}. Extract them as for the training of the model.`);
    }
  }
}
