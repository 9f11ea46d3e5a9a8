import type { MmaeOptions } from './options.ts';
import { under, type Weights } from './weights.ts';
import { networkOf, type Network } from './network.ts';

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

/** The weights of one network, by the names within it. */
export function weightsOf(weights: Weights, network: ModelNetwork): Weights {
  return under(weights, weightPrefix(network));
}
