import type { FeatureTable } from '@mmae/feature-table';
import { networksOf } from '../model.ts';
import type { Network } from '../network/network.ts';
import type { StageOptions } from '../options.ts';
import type { Checkpoint } from './checkpoint.ts';
import { trainingLength, type TrainingLength } from './schedule.ts';

/** What one network learns, and from what. */
export interface NetworkTask {
  /** the stage and which of its networks, for messages */
  readonly name: string;
  readonly seed: number;
  /** index over all stages */
  readonly networkIndex: number;
  readonly network: Network;
  readonly stage: StageOptions;
  readonly length: TrainingLength;
  readonly train: FeatureTable;
  readonly validation?: FeatureTable;
  /** of the train rows, where the stage learns codes */
  readonly codes?: Int32Array;
}

/** The task of the network that a checkpoint has not finished yet. */
export function taskAt({ state }: Checkpoint, train: FeatureTable, validation?: FeatureTable): NetworkTask {
  const { description, position, codes } = state;
  const { stage, index, network } = networksOf(description)[position.network];
  const options = description.options.stages[stage];
  return {
    name: `stage ${stage}, network ${index + 1}`,
    seed: description.options.seed,
    networkIndex: position.network,
    network,
    stage: options,
    length: trainingLength(options.training, train.ids.length),
    train,
    validation,
    codes: codes ? Int32Array.from(codes) : undefined,
  };
}
