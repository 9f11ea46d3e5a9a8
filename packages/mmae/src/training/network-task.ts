import type { FeatureTable } from '@mmae/feature-table';
import type { Matrix } from '@mmae/matrix';
import { networksOf } from '../model.ts';
import type { Network } from '../network/network.ts';
import type { StageOptions } from '../options.ts';
import type { Checkpoint } from './checkpoint.ts';
import { trainingLength, type TrainingLength } from './schedule.ts';
import type { TrainRequest } from './train.ts';

/** What the head of a network learns of each row. */
export interface Lesson {
  /** the code of each row, `[numRows]`; undefined where the stage learns none */
  readonly codes?: Int32Array;
  /** the latent of each row, `[numRows, head.width]`; undefined where the stage learns none */
  readonly latents?: Matrix;
}

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
  readonly lesson: Lesson;
}

/** The task of the network that a checkpoint has not finished yet. @param latents of the train rows, where the stage learns them */
export function taskAt(
  { state }: Checkpoint,
  { train, validation }: Pick<TrainRequest, 'train' | 'validation'>,
  latents?: Matrix,
): NetworkTask {
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
    lesson: { codes: codes ? Int32Array.from(codes) : undefined, latents },
  };
}
