import type { FeatureTable } from '@mmae/feature-table';
import type { MmaeOptions } from './options.ts';
import { networkOf, networkShapes, type Network } from './network.ts';
import type { Weights } from './weights.ts';

/** A trained Multimodal Autoencoder. Plain data: a description that is JSON, and arrays by name. */
export interface Model {
  readonly description: ModelDescription;
  /** named `<stage>.<network>.<weight>`, such as `plain.0.image.encoder.0.weight` */
  readonly weights: Weights;
}

/** What the weights of a model belong to. */
export interface ModelDescription {
  readonly options: MmaeOptions;
  /** width of a modality's features */
  readonly featureLengths: Readonly<Record<string, number>>;
  /** how many codes a stage learns, by stage; 0 where it learns none */
  readonly numCodes: Readonly<Record<string, number>>;
}

/** One network of a model. */
export interface ModelNetwork {
  readonly stage: string;
  /** which of the stage's */
  readonly index: number;
  readonly network: Network;
}

/** A model's networks in the order in which they are trained. */
export function networksOf({ options, featureLengths, numCodes }: ModelDescription): ModelNetwork[] {
  return Object.entries(options.stages).flatMap(([stage, stageOptions]) => {
    const network = networkOf(stageOptions, featureLengths, numCodes[stage] ?? 0);
    return Array.from({ length: stageOptions.numNetworks }, (_, index) => ({ stage, index, network }));
  });
}

export const weightPrefix = ({ stage, index }: ModelNetwork) => `${stage}.${index}`;

/**
 * The weights of one network by the names within it, in the order of its plan: a file may have sorted them, and sums over them would
 * differ in their last bits.
 *
 * @throws RangeError where one is missing or has another shape
 */
export function weightsOf(weights: Weights, current: ModelNetwork): Weights {
  const entries = Object.entries(networkShapes(current.network)).map(([name, shape]) => {
    const fullName = `${weightPrefix(current)}.${name}`;
    const weight = weights[fullName];
    if (String(weight?.shape) !== String(shape)) {
      const got = weight ? `[${weight.shape.join(', ')}]` : 'none';
      throw new RangeError(
        `weightsOf: expected shape [${shape.join(', ')}] for ${fullName}, got ${got}. The weights are of another model.`,
      );
    }
    return [name, weight] as const;
  });
  return Object.fromEntries(entries);
}

/** @throws RangeError for a modality the model does not know, or features of another length. @param caller named in the message */
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
      throw new RangeError(`${caller}: expected ${rule}, got ${got}. Make them as those the model was trained on.`);
    }
  }
}
